using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace OpenTelemetry.Extensions.Hosting.Tests;

/// <summary>A server on a free port with traces of its requests, and a client.</summary>
internal sealed class TracedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TracedServer(WebApplication app, Spans spans)
    {
        _app = app;
        Spans = spans;
        Client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public Spans Spans { get; }

    public HttpClient Client { get; }

    public static async Task<TracedServer> StartAsync(Action<TracerProviderBuilder> configure)
    {
        var spans = new Spans();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenTelemetry().WithTracing(tracing =>
        {
            configure(tracing);
            tracing.AddProcessor(spans);
        });
        var app = builder.Build();
        app.MapGet("/items/{id}", (int id) => $"item {id}");
        app.MapGet("/busy", () => Results.StatusCode(503));
        app.MapGet("/boom", string () => throw new InvalidOperationException("boom"));
        app.MapMethods("/any", ["BREW"], () => "tea");
        await app.StartAsync();
        return new(app, spans);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
