using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollcall.Tests;

namespace Rollcall.ServiceDefaults.Tests;

/// <summary>Takes telemetry over OTLP/HTTP. Names are plain text in protobuf, which is all that the tests look for.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Text)> _received = new();
    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _received.Enqueue((request.Path.Value!, Encoding.Latin1.GetString(body.ToArray())));
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    public string Address => _app.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>What a signal's requests carried so far.</summary>
    public string Text(string signal) => string.Concat(_received.Where(r => r.Path == $"/v1/{signal}").Select(r => r.Text));

    /// <summary>Waits until a signal has carried a text.</summary>
    public Task ReceiveAsync(string signal, string text)
        => Eventually.HoldsAsync(() => Text(signal).Contains(text, StringComparison.Ordinal), $"'{text}' among {signal}");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
