using System.Net;
using System.Net.Http.Headers;

namespace Benchmarks.Telemetry;

/// <summary>Sends prepared requests to a collector over one HTTP/2 connection.</summary>
internal sealed class OtlpSender(int port) : IDisposable
{
    public const string TraceMethod = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    public const string LogMethod = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
    public const string MetricMethod = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new UriBuilder("http", "127.0.0.1", port).Uri };

    /// <summary>Sends a request; an answer that is not OK is an error.</summary>
    public async Task SendAsync(string method, byte[] request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(request) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        using var response = await _http.SendAsync(message, cancellationToken);
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        if (!response.TrailingHeaders.TryGetValues("grpc-status", out var status) || status.Single() != "0")
        {
            throw new HttpRequestException("The collector did not take a request.");
        }
    }

    public void Dispose() => _http.Dispose();
}
