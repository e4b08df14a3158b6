using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>What a resource writes when the application is published.</summary>
/// <param name="publish">Writes it.</param>
internal sealed class PublishingStepAnnotation(Func<PublishingStepContext, Task> publish) : IResourceAnnotation
{
    public Func<PublishingStepContext, Task> Publish => publish;
}

/// <summary>What a publishing step works with.</summary>
/// <param name="Model">The resources.</param>
/// <param name="ExecutionContext">Publish mode.</param>
/// <param name="OutputDirectory">Where files go; it may not exist yet.</param>
/// <param name="CancellationToken">Cancelled when the run is.</param>
internal sealed record PublishingStepContext(
    DistributedApplicationModel Model, DistributedApplicationExecutionContext ExecutionContext, string OutputDirectory, CancellationToken CancellationToken);
