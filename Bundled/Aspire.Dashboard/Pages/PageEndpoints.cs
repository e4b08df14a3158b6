using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aspire.Dashboard.AppHost;
using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Pages;

/// <summary>The pages and what they ask for. The addresses of pages are those of the official dashboard, so links keep working.</summary>
internal static class PageEndpoints
{
    // More than anybody reads; whoever looks for something filters.
    private const int MostItems = 2_000;
    private const int DefaultItems = 200;
    private const int MostSeconds = 12 * 60 * 60;
    private const int DefaultSeconds = 300;

    private static readonly string[] s_pages =
        ["/", "/consolelogs", "/consolelogs/resource/{name}", "/structuredlogs", "/structuredlogs/resource/{name}", "/traces", "/traces/resource/{name}", "/traces/detail/{id}",
         "/metrics", "/metrics/resource/{name}", "/metrics/resource/{name}/meter/{meter}", "/metrics/resource/{name}/meter/{meter}/instrument/{instrument}"];

    public static void Map(WebApplication app)
    {
        var files = app.Services.GetRequiredService<PageFiles>();
        foreach (var page in s_pages)
        {
            app.MapGet(page, context => files.SendAsync(context, "index.html"));
        }

        app.MapGet("/assets/{**file}", context => files.SendAsync(context, (string)context.GetRouteValue("file")!));
        app.MapGet("/favicon.ico", context => files.SendAsync(context, "icon.svg"));
        MapTelemetry(app);
        MapAppHost(app);

        // The page itself says that there is no such page, and leads back; programs get the bare status.
        app.MapFallback("{**path:nonfile}", context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Request.Path.StartsWithSegments("/api") ? Task.CompletedTask : files.SendAsync(context, "index.html");
        });
    }

    private static void MapTelemetry(WebApplication app)
    {
        var views = app.Services.GetRequiredService<PageViews>();
        app.MapGet("/api/ui/sources", context => SendAsync(context, views.Sources(), PageJson.Default.SourceViewArray));
        app.MapGet("/api/ui/traces", context => SendAsync(context, views.Traces(TraceFilter(context.Request.Query)), PageJson.Default.TraceListView));
        app.MapGet("/api/ui/traces/{id}", context =>
            SendAsync(context, TelemetryIds.TryParse((string)context.GetRouteValue("id")!, out var id) ? views.Trace(id) : null, PageJson.Default.TraceView));
        app.MapGet("/api/ui/logs", context => SendAsync(context, views.Logs(LogFilter(context.Request.Query)), PageJson.Default.LogListView));
        app.MapGet("/api/ui/meters", context => SendAsync(context, views.Meters(), PageJson.Default.MeterViewArray));
        app.MapGet("/api/ui/metric", context => SendAsync(context, views.Metric(MetricFilter(context.Request.Query)), PageJson.Default.MetricView));
        app.MapPost("/api/ui/clear", context =>
        {
            views.Clear();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    private static void MapAppHost(WebApplication app)
    {
        var (events, appHost) = (app.Services.GetRequiredService<PageEvents>(), app.Services.GetRequiredService<AppHostClient>());
        app.MapGet("/api/ui/events", events.StreamAsync);
        app.MapGet("/api/ui/console/{resource}", context =>
        {
            if (!appHost.IsConfigured)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            return events.StreamConsoleAsync(context, (string)context.GetRouteValue("resource")!);
        });
        app.MapPost("/api/ui/commands", context => RunAsync(context, appHost));
    }

    private static async Task RunAsync(HttpContext context, AppHostClient appHost)
    {
        CommandCall? call = null;
        try
        {
            call = context.Request.HasJsonContentType() ? await context.Request.ReadFromJsonAsync(PageJson.Default.CommandCall, context.RequestAborted) : null;
        }
        catch (JsonException)
        {
            // Answered below like any other body that is no command.
        }

        if (call is not { Resource.Length: > 0, Command.Length: > 0 } || !appHost.IsConfigured)
        {
            context.Response.StatusCode = call is null ? StatusCodes.Status400BadRequest : StatusCodes.Status404NotFound;
            return;
        }

        CommandOutcome outcome;
        try
        {
            outcome = await appHost.RunAsync(call, context.RequestAborted);
        }
        catch (HttpRequestException exception)
        {
            outcome = new(false, false, $"The AppHost cannot be heard: {exception.Message}");
        }

        await SendAsync(context, outcome, PageJson.Default.CommandOutcome);
    }

    private static TraceFilter TraceFilter(IQueryCollection query) => new(
        query["resource"], query["text"], query["errors"] == "true",
        double.TryParse(query["least"], NumberStyles.Float, CultureInfo.InvariantCulture, out var least) ? least : 0,
        [.. query["hidden"].OfType<string>()], Number(query["limit"], DefaultItems, MostItems));

    private static LogFilter LogFilter(IQueryCollection query) => new(
        query["resource"], query["text"],
        Enum.TryParse<LogLevel>(query["level"], ignoreCase: true, out var level) ? level : LogLevel.Trace,
        query["traceId"].ToString() is { Length: > 0 } trace ? TelemetryIds.TryParse(trace, out var id) ? id : TelemetryIds.Nobody : null,
        query["spanId"], Number(query["limit"], DefaultItems, MostItems));

    /// <summary>Values of attributes come as <c>d.NAME=VALUE</c>, once for each value.</summary>
    private static MetricFilter MetricFilter(IQueryCollection query) => new(
        query["resource"].ToString(), query["meter"].ToString(), query["instrument"].ToString(), Number(query["seconds"], DefaultSeconds, MostSeconds),
        query.Where(q => q.Key.StartsWith("d.", StringComparison.Ordinal)).ToDictionary(q => q.Key[2..], q => q.Value.OfType<string>().ToArray()));

    private static int Number(string? text, int otherwise, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? Math.Min(number, most) : otherwise;

    private static Task SendAsync<T>(HttpContext context, T? view, JsonTypeInfo<T> type)
    {
        if (view is null)
        {
            // It may come yet: to a page that waits for it this is no error.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(view, type, cancellationToken: context.RequestAborted);
    }
}
