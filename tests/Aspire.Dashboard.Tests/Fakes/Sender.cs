using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace Aspire.Dashboard.Tests.Fakes;

/// <summary>Sends requests byte by byte, so that wrong ones can be sent too.</summary>
internal static class Sender
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    public static async Task<HttpResponseMessage> PostAsync(this TestDashboard dashboard, string path, byte[] body, string contentType, string? key = null, string? encoding = null)
    {
        using var client = TestDashboard.NewClient(dashboard.Http);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (key is not null)
        {
            request.Headers.Add("x-otlp-api-key", key);
        }

        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> PostAsync(this TestDashboard dashboard, string path, string json, string? key = null) =>
        dashboard.PostAsync(path, System.Text.Encoding.UTF8.GetBytes(json), Json, key);

    /// <summary>A unary gRPC call; gives its status, its message and the bytes of its answer.</summary>
    public static async Task<(int Status, string Message, byte[] Answer, HttpStatusCode Http)> CallAsync(
        this TestDashboard dashboard, string method, byte[] message, string? key = null, bool pack = false, string contentType = "application/grpc", byte[]? frame = null)
    {
        using var client = TestDashboard.NewClient(dashboard.Grpc);
        var payload = pack ? Pack(message) : message;
        var framed = frame ?? [(byte)(pack ? 1 : 0), .. Length(payload.Length), .. payload];
        using var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(framed),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TE.Add(new("trailers"));
        if (pack)
        {
            request.Headers.Add("grpc-encoding", "gzip");
        }

        if (key is not null)
        {
            request.Headers.Add("x-otlp-api-key", key);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var status = Header(response, "grpc-status");
        return (status is null ? -1 : int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), Uri.UnescapeDataString(Header(response, "grpc-message") ?? ""), answer, response.StatusCode);
    }

    public static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Length(int length)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)length);
        return bytes;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailer) ? trailer.Single() : response.Headers.TryGetValues(name, out var header) ? header.Single() : null;
}
