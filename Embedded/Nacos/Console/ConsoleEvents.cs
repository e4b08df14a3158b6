using System.Globalization;
using System.Text;

namespace Embedded.Nacos.Console;

/// <summary>Tells an open console page that something has changed, as server-sent events; the page then asks the API again.</summary>
internal sealed class ConsoleEvents(ChangeSignal signal, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    public const string Path = "/console/events";

    /// <summary>Changes within this time make one event, so that ten thousand registrations do not make a page ask ten thousand times.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(300);

    /// <summary>A line now and then, or the connection of a page that was closed would stay open until the next change.</summary>
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(15);

    public async Task StreamAsync(HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            while (true)
            {
                var revision = signal.Revision;
                await WriteAsync(context, string.Create(CultureInfo.InvariantCulture, $"data: {revision}\n\n"), stop.Token);
                while (!await ChangedAsync(revision, stop.Token))
                {
                    await WriteAsync(context, ":\n\n", stop.Token);
                }

                await Task.Delay(s_pause, clock, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was closed, or the server stops.
        }
    }

    private async Task<bool> ChangedAsync(long revision, CancellationToken cancellationToken)
    {
        try
        {
            await signal.WaitBeyondAsync(revision).WaitAsync(s_keepAlive, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
