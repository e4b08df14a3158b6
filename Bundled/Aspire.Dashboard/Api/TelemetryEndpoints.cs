using System.Text.Json;
using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Api;

/// <summary>The HTTP API of the official dashboard: <c>/api/telemetry/…</c>, for programs and tests.</summary>
internal static class TelemetryEndpoints
{
    private const int DefaultTraces = 100;
    private const int DefaultItems = 200;

    public static void Map(WebApplication app)
    {
        var services = app.Services;
        var (api, resources) = (services.GetRequiredService<TelemetryApi>(), services.GetRequiredService<TelemetryResources>());
        var (traces, logs) = (services.GetRequiredService<TraceStore>(), services.GetRequiredService<LogStore>());
        var lifetime = app.Lifetime;
        app.MapGet("/api/telemetry/resources", context => SendAsync(context, api.Resources()));
        app.MapGet("/api/telemetry/traces", context => QueryAsync(context, resources, DefaultTraces, query =>
        {
            var all = traces.Newest().Where(query.Matches).ToArray();
            var newest = all.Take(query.Limit).Reverse().ToArray();
            return SendAsync(context, TelemetryApi.Envelope("resourceSpans", all.Length, newest.Length, json =>
            {
                foreach (var trace in newest)
                {
                    TelemetryApi.WriteSpans(json, trace.Spans);
                }
            }));
        }));
        app.MapGet("/api/telemetry/traces/{traceId}", context =>
        {
            var trace = TelemetryIds.TryParse((string)context.GetRouteValue("traceId")!, out var id) ? traces.Find(id) : null;
            return trace is null
                ? RefuseAsync(context, StatusCodes.Status404NotFound, "The trace is not here, or not any more.")
                : SendAsync(context, TelemetryApi.Envelope("resourceSpans", trace.Spans.Length, trace.Spans.Length, json => TelemetryApi.WriteSpans(json, trace.Spans)));
        });
        app.MapGet("/api/telemetry/spans", context => QueryAsync(context, resources, DefaultItems, query =>
        {
            if (query.Follow)
            {
                return FollowAsync(context, lifetime, traces.Watch(), query.Matches, static (json, span) => TelemetryApi.WriteSpans(json, [span]), "resourceSpans");
            }

            var all = traces.Newest().SelectMany(t => t.Spans).Where(query.Matches).OrderByDescending(s => s.Start).ToArray();
            var newest = all.Take(query.Limit).Reverse().ToArray();
            return SendAsync(context, TelemetryApi.Envelope("resourceSpans", all.Length, newest.Length, json => TelemetryApi.WriteSpans(json, newest)));
        }));
        app.MapGet("/api/telemetry/logs", context => QueryAsync(context, resources, DefaultItems, query =>
        {
            if (query.Follow)
            {
                return FollowAsync(context, lifetime, logs.Watch(), query.Matches, static (json, record) => TelemetryApi.WriteLogs(json, [record]), "resourceLogs");
            }

            var all = logs.Newest().Where(query.Matches).ToArray();
            var newest = all.Take(query.Limit).Reverse().ToArray();
            return SendAsync(context, TelemetryApi.Envelope("resourceLogs", all.Length, newest.Length, json => TelemetryApi.WriteLogs(json, newest)));
        }));
    }

    private static Task QueryAsync(HttpContext context, TelemetryResources resources, int defaultLimit, Func<TelemetryQuery, Task> answer)
    {
        var (query, status, reason) = TelemetryQuery.Read(context.Request.Query, resources, defaultLimit);
        return query is null ? RefuseAsync(context, status, reason) : answer(query);
    }

    /// <summary>Officially a stream begins with all that is here, whatever the limit.</summary>
    private static async Task FollowAsync<T>(HttpContext context, IHostApplicationLifetime lifetime, Watch<T> watch, Func<T, bool> matches, Action<Utf8JsonWriter, T> write, string name)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "application/x-ndjson";
        using (watch)
        {
            try
            {
                foreach (var item in watch.TakeExisting().Where(matches))
                {
                    await WriteAsync(item);
                }

                // So that the reader sees that it reads along before there is anything to read.
                await context.Response.Body.FlushAsync(stop.Token);
                await foreach (var item in watch.ReadAllAsync(stop.Token))
                {
                    if (matches(item))
                    {
                        await WriteAsync(item);
                        await context.Response.Body.FlushAsync(stop.Token);
                    }
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The reader has gone, or the dashboard stops.
            }
        }

        async Task WriteAsync(T item) => await context.Response.Body.WriteAsync(TelemetryApi.Line(name, json => write(json, item)), stop.Token);
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string reason) =>
        Results.Problem(reason, statusCode: status).ExecuteAsync(context);
}
