using System.Net;

namespace ConsumerApi.Forwarding;

/// <summary>Sends a <see cref="RequestBody"/>. One content per attempt, one body for all of them.</summary>
internal sealed class RequestBodyContent(RequestBody body) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        body.CopyToAsync(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        body.CopyToAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length ?? 0;
        return body.Length is not null;
    }
}
