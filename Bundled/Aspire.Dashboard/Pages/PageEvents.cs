using System.Text.Json;
using Aspire.Dashboard.AppHost;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Storage.Metrics;

namespace Aspire.Dashboard.Pages;

/// <summary>Keeps an open page up to date: each resource as it changes, and word of new telemetry.</summary>
internal sealed class PageEvents(
    ResourceBoard resourceBoard, AppHostClient appHost, TelemetryResources resources, TraceStore traces, LogStore logs, MetricStore metrics,
    DashboardSettings settings, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    // Soon enough for people, and however much comes, a page is told only so often.
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(250);

    // A quarter of a second each: a closed page is noticed within some seconds.
    private const int QuietPeriods = 40;

    public async Task StreamAsync(HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await EventStream.BeginAsync(context, stop.Token);
            await FollowAsync(context, stop.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && stop.IsCancellationRequested)
        {
            // The page was closed, or the dashboard stops.
        }
    }

    /// <summary>What a process prints, as far as the AppHost has kept it, and what it prints from now on.</summary>
    public async Task StreamConsoleAsync(HttpContext context, string resource)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await EventStream.BeginAsync(context, stop.Token);
            await foreach (var lines in appHost.ConsoleAsync(resource, stop.Token))
            {
                await EventStream.SendAsync(context, "lines", lines, stop.Token);
            }

            await EventStream.SendAsync(context, "end", "{}", stop.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && stop.IsCancellationRequested)
        {
            // The page was closed, or the dashboard stops.
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The AppHost has gone; a page asks again by itself.
            context.Abort();
        }
    }

    private async Task FollowAsync(HttpContext context, CancellationToken cancellationToken)
    {
        PageState? told = null;
        var (revision, quiet) = (0L, 0);
        while (true)
        {
            var board = resourceBoard.Since(revision);
            var state = State(board);
            if (state != told)
            {
                await EventStream.SendAsync(context, "state", JsonSerializer.Serialize(state, PageJson.Default.PageState), cancellationToken);
            }

            foreach (var resource in board.Resources)
            {
                await EventStream.SendAsync(context, "resource", resource, cancellationToken);
            }

            quiet = state == told && board.Resources.Count == 0 ? quiet + 1 : 0;
            if (quiet == QuietPeriods)
            {
                quiet = 0;
                await EventStream.KeepAliveAsync(context, cancellationToken);
            }

            (told, revision) = (state, board.Revision);
            await Task.Delay(s_period, clock, cancellationToken);
        }
    }

    private PageState State(BoardChanges board) => new(
        board.Application ?? settings.ApplicationName, appHost.IsConfigured, board.IsConnected, board.Generation,
        traces.Revision, logs.Revision, metrics.Revision, resources.All.Count);
}
