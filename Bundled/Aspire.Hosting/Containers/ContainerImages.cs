using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Containers;

/// <summary>Builds the images that come from Dockerfiles. The engine's cache makes a build that changes nothing short, so that each start builds.</summary>
internal sealed class ContainerImages(ContainerEngine engine, DistributedApplicationExecutionContext executionContext)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _running = [];

    /// <summary>Builds the image of a resource and writes the build's output into its log.</summary>
    /// <exception cref="ContainerException">The build failed.</exception>
    public async Task BuildAsync(IResource resource, DockerfileBuildAnnotation build, string image, ResourceLog log, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(build.ContextPath))
        {
            throw new ContainerException(EngineMessages.ContextMissing(build.ContextPath));
        }

        if (!File.Exists(build.DockerfilePath))
        {
            throw new ContainerException(EngineMessages.DockerfileMissing(build.DockerfilePath));
        }

        var command = EngineCommands.Build(build, image, await ArgumentsAsync(resource, build, cancellationToken).ConfigureAwait(false));
        Task running;
        lock (_gate)
        {
            // Resources that share an image wait for one build; who comes later starts another, since files may have changed.
            var key = string.Join('\n', command);
            if (_running.TryGetValue(key, out var shared))
            {
                log.Append($"building image '{image}': see the log of the first resource that uses it", isError: false);
                running = shared;
            }
            else
            {
                running = _running[key] = RunAsync(key, command, image, log);
            }
        }

        await running.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(string key, string[] command, string image, ResourceLog log)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            log.Append($"building image '{image}': {engine.Program} {string.Join(' ', command)}", isError: false);

            // Builders write progress over standard error.
            var answer = await engine.RunAsync(command, (line, _) => log.Append(line, isError: false)).ConfigureAwait(false);
            if (!answer.Succeeded)
            {
                throw new ContainerException(EngineMessages.BuildFailed(image, answer.ExitCode, answer.Error.Length > 0 ? answer.Error : answer.Output));
            }
        }
        finally
        {
            lock (_gate)
            {
                _running.Remove(key);
            }
        }
    }

    private async Task<Dictionary<string, string>> ArgumentsAsync(IResource resource, DockerfileBuildAnnotation build, CancellationToken cancellationToken)
    {
        var arguments = new Dictionary<string, string>();
        foreach (var (name, value) in build.BuildArguments)
        {
            var text = value is IValueProvider provider
                ? await provider.GetValueAsync(new() { ExecutionContext = executionContext, Caller = resource }, cancellationToken).ConfigureAwait(false)
                : Convert.ToString(value, CultureInfo.InvariantCulture);
            arguments[name] = text ?? "";
        }

        return arguments;
    }
}
