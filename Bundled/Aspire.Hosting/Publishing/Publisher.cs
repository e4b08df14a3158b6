using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes what the command line asks for and starts nothing.</summary>
internal sealed partial class Publisher(
    DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext, IConfiguration configuration, ILogger<Publisher> logger)
{
    private const string ManifestPublisher = "manifest";
    private const string ManifestStep = "publish-manifest";
    private const string ManifestFileName = "aspire-manifest.json";
    private const string PublishStep = "publish";
    private const string DefaultOutput = "aspire-output";

    public Task RunAsync(CancellationToken cancellationToken)
    {
        var output = Path.GetFullPath(configuration["Pipeline:OutputPath"] is { Length: > 0 } given ? given : DefaultOutput);
        var publisher = configuration["Publishing:Publisher"];
        if (publisher is not null)
        {
            return Is(publisher, ManifestPublisher)
                ? WriteManifestAsync(output, cancellationToken)
                : throw new DistributedApplicationException($"There is no publisher '{publisher}': write --publisher {ManifestPublisher}, or --operation publish.");
        }

        return configuration["Pipeline:Step"] switch
        {
            null or "" => RunStepsAsync(output, cancellationToken),
            var step when Is(step, PublishStep) => RunStepsAsync(output, cancellationToken),
            var step when Is(step, ManifestStep) => WriteManifestAsync(output, cancellationToken),
            var step => throw new DistributedApplicationException($"There is no step '{step}': write --step {PublishStep} or --step {ManifestStep}."),
        };
    }

    private static bool Is(string? text, string name) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);

    private async Task WriteManifestAsync(string output, CancellationToken cancellationToken)
    {
        var path = output.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? output : Path.Combine(output, ManifestFileName);
        var manifest = await ManifestWriter.WriteAsync(model, executionContext, path, cancellationToken).ConfigureAwait(false);

        // Not touched before all of it is known: a model that cannot be written leaves the file of the last time.
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, manifest, cancellationToken).ConfigureAwait(false);
        LogWritten(logger, path);
    }

    private async Task RunStepsAsync(string output, CancellationToken cancellationToken)
    {
        var steps = model.Resources.SelectMany(resource => resource.Annotations.OfType<PublishingStepAnnotation>()).ToArray();
        if (steps.Length == 0)
        {
            throw new DistributedApplicationException($"Nothing in the application says what to publish to: add an environment such as AddDockerComposeEnvironment, or write --publisher {ManifestPublisher}.");
        }

        foreach (var step in steps)
        {
            await step.Publish(new(model, executionContext, output, cancellationToken)).ConfigureAwait(false);
        }

        LogWritten(logger, output);
    }

    [LoggerMessage(1, LogLevel.Information, "Published to {Path}")]
    private static partial void LogWritten(ILogger logger, string path);
}
