using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration;

/// <summary>Finds out how a resource is started. Projects start from what the build made, not by <c>dotnet run</c>.</summary>
internal sealed class LaunchPlanner(ProjectTargets targets)
{
    public async Task<LaunchPlan> PlanAsync(IResource resource, CancellationToken cancellationToken)
    {
        switch (resource)
        {
            case ExecutableResource executable:
                return new(executable.Command, [], executable.WorkingDirectory,
                [
                    new(CustomResourceKnownProperties.Source, executable.Command),
                    new("executable.path", executable.Command),
                    new("executable.workDir", executable.WorkingDirectory),
                ]);

            case ProjectResource project:
                var metadata = project.GetProjectMetadata();
                var target = await targets.FindAsync(metadata.ProjectPath, cancellationToken).ConfigureAwait(false);
                return new(DotnetMuxer.Path, [target], Path.GetDirectoryName(metadata.ProjectPath)!,
                [
                    new(CustomResourceKnownProperties.Source, metadata.ProjectPath),
                    new("project.path", metadata.ProjectPath),
                    new("project.launchProfile", LaunchProfileSelector.Select(project)?.Name),
                    new("executable.path", DotnetMuxer.Path),
                    new("executable.workDir", Path.GetDirectoryName(metadata.ProjectPath)),
                ]);

            default:
                throw new InvalidOperationException($"Resource '{resource.Name}' is not a process.");
        }
    }
}
