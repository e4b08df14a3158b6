using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// Tells the dashboard of the resources: states and console output as lines of JSON that go on, and commands. Officially this is a gRPC
/// service between these two processes; nobody else uses it, so here it is plain HTTP on a port of the loopback address, behind a key.
/// </summary>
internal sealed class ResourceService(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands,
    IConfiguration configuration) : IHostedService, IAsyncDisposable
{
    private const string Header = "x-resource-service-api-key";

    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _app;

    /// <summary>Where it listens, once it is started.</summary>
    public string Address => _app?.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("The resource service is not started.");

    /// <summary>Name of the application.</summary>
    public string ApplicationName => configuration["AppHost:DashboardApplicationName"] ?? "Aspire";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "Aspire.Hosting.ResourceService" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            var asked = configuration[DashboardNames.ResourceServiceUrl] is { Length: > 0 } url ? BindingAddress.Parse(url).Port : 0;
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, asked);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        _app.Use(next => context => Allows(context.Request) ? next(context) : RefuseAsync(context));
        _app.MapGet("/application", context => context.Response.WriteAsync(ApplicationName));
        _app.MapGet("/resources", context => FollowAsync(context, WatchResourcesAsync));
        _app.MapGet("/console/{resource}", context => FollowAsync(context, (write, stop) => WatchConsoleAsync((string)context.Request.RouteValues["resource"]!, write, stop)));
        _app.MapPost("/commands", RunCommandAsync);
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_app is { } app)
        {
            await app.StopAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            await app.DisposeAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    private bool Allows(HttpRequest request)
    {
        if (configuration["AppHost:ResourceService:AuthMode"] != "ApiKey")
        {
            return true;
        }

        // Hashes are of one length, so that the time it takes says nothing of the key's.
        var expected = SHA256.HashData(Encoding.UTF8.GetBytes(configuration["AppHost:ResourceService:ApiKey"] ?? ""));
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers[Header].ToString()));
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private async Task FollowAsync(HttpContext context, Func<Func<byte[], Task>, CancellationToken, Task> watch)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        context.Response.ContentType = "application/x-ndjson";
        try
        {
            await context.Response.Body.FlushAsync(stop.Token).ConfigureAwait(false);
            await watch(
                async line =>
                {
                    await context.Response.Body.WriteAsync(line, stop.Token).ConfigureAwait(false);
                    await context.Response.Body.WriteAsync("\n"u8.ToArray(), stop.Token).ConfigureAwait(false);
                    await context.Response.Body.FlushAsync(stop.Token).ConfigureAwait(false);
                },
                stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The dashboard has gone, or the application stops.
        }
    }

    private async Task WatchResourcesAsync(Func<byte[], Task> write, CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            await write(Json(ResourceView.Of(change, model.Resources.IndexOf(change.Resource)), ResourceJson.Default.ResourceView)).ConfigureAwait(false);
        }
    }

    private async Task WatchConsoleAsync(string resource, Func<byte[], Task> write, CancellationToken cancellationToken)
    {
        // Replicas share the log of their resource.
        var name = notifications.TryGetCurrentState(resource, out var known) ? known.Resource.Name : resource;
        await foreach (var lines in logs.WatchAsync(name).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await write(Json([.. lines.Select(l => new object[] { l.LineNumber, l.Content, l.IsErrorMessage })], ResourceJson.Default.ObjectArrayArray)).ConfigureAwait(false);
        }
    }

    private async Task RunCommandAsync(HttpContext context)
    {
        var call = await context.Request.ReadFromJsonAsync(ResourceJson.Default.CommandCall, context.RequestAborted).ConfigureAwait(false);
        if (call is not { Resource: { } resource, Command: { } command })
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        // Not the request's token: a command that was begun is finished when the page that asked for it is closed.
        var result = await commands.ExecuteCommandAsync(resource, command, _stopping.Token).ConfigureAwait(false);
        await context.Response.WriteAsJsonAsync(new(result.Success, result.Canceled, result.Message), ResourceJson.Default.CommandOutcome, cancellationToken: context.RequestAborted).ConfigureAwait(false);
    }

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}
