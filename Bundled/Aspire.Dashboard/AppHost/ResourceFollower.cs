using System.Text.Json;

namespace Aspire.Dashboard.AppHost;

/// <summary>Keeps the board up to date for as long as there is an AppHost.</summary>
internal sealed partial class ResourceFollower(AppHostClient client, ResourceBoard board, TimeProvider clock, ILogger<ResourceFollower> logger) : BackgroundService
{
    // The AppHost starts at the same moment; a page should not be empty longer than needed.
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = false;
        while (client.IsConfigured && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                board.Connected(await client.ApplicationAsync(stoppingToken));
                told = false;
                await foreach (var line in client.ResourcesAsync(stoppingToken))
                {
                    Update(line);
                }

                board.Disconnected();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
            {
                board.Disconnected();
                if (!told)
                {
                    told = true;
                    LogLost(logger, exception.Message);
                }
            }

            await Task.Delay(s_retryAfter, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Update(string line)
    {
        using var document = JsonDocument.Parse(line);
        board.Update(document.RootElement.GetProperty("id").GetString() ?? "", line);
    }

    [LoggerMessage(300, LogLevel.Warning, "The AppHost cannot be heard: {Reason}")]
    private static partial void LogLost(ILogger logger, string reason);
}
