using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Config;
using Embedded.TensorFlowServing.Flags;

namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>Keeps the manager supplied: polls the base paths and re-reads the model config file.</summary>
internal sealed partial class ModelService(
    ServerFlags flags,
    IReadOnlyList<ModelConfig> initial,
    ModelManager manager,
    FileSystemSource source,
    TimeProvider time,
    ILogger<ModelService> logger) : BackgroundService
{
    private string? _configError;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The ports must open before the first folder is listed: a slow or dead file system is visible as "not found", not as a refused connection.
        await Task.Yield();
        source.Configure(initial);
        await Task.WhenAll(
            EveryAsync(flags.FileSystemPollWaitSeconds, source.Poll, stoppingToken),
            EveryAsync(flags.ModelConfigFile.Length > 0 ? flags.ModelConfigFilePollWaitSeconds : 0, Reload, stoppingToken));
    }

    private async Task EveryAsync(int seconds, Action action, CancellationToken stoppingToken)
    {
        if (seconds <= 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(seconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                action();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private void Reload()
    {
        try
        {
            var models = ModelConfigFile.Read(flags.ModelConfigFile);
            manager.SetLabels(models, flags.AllowVersionLabelsForUnavailableModels);
            source.Configure(models);
            if (_configError is not null)
            {
                Log.ConfigAccepted(logger, flags.ModelConfigFile);
                _configError = null;
            }
        }
        catch (TensorFlowException e)
        {
            if (_configError != e.Message)
            {
                Log.ConfigRefused(logger, flags.ModelConfigFile, e.Message);
                _configError = e.Message;
            }
        }
    }
}
