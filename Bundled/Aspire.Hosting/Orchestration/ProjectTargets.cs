using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration;

/// <summary>Where the build of each project put its assembly.</summary>
internal sealed class ProjectTargets(ProcessLauncher launcher, Assembly? appHostAssembly)
{
    private readonly ConcurrentDictionary<string, Task<string>> _asked = new();

    public async Task<string> FindAsync(string projectPath, CancellationToken cancellationToken)
    {
        var target = AppHostMetadata.Get(appHostAssembly, AppHostMetadata.TargetPrefix + projectPath)
            ?? await _asked.GetOrAdd(projectPath, AskAsync).WaitAsync(cancellationToken).ConfigureAwait(false);
        return File.Exists(target)
            ? target
            : throw new DistributedApplicationException($"'{target}' does not exist: build '{projectPath}' first, in the same configuration as the AppHost.");
    }

    /// <summary>A project that the AppHost does not reference: only its own evaluation knows.</summary>
    private async Task<string> AskAsync(string projectPath)
    {
        if (!File.Exists(projectPath))
        {
            throw new DistributedApplicationException($"Project file '{projectPath}' was not found.");
        }

        var configuration = appHostAssembly?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration is { Length: > 0 } own ? own : "Debug";
        var lines = new ConcurrentQueue<string>();
        var process = launcher.Start(new()
        {
            FileName = DotnetMuxer.Path,
            Arguments = ["msbuild", projectPath, "-getProperty:TargetPath", $"-property:Configuration={configuration}", "-nodeReuse:false"],
            WorkingDirectory = Path.GetDirectoryName(projectPath)!,
            Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? ""),
            Output = (line, _) => lines.Enqueue(line),
        });
        var exitCode = await process.Exited.ConfigureAwait(false);
        await process.OutputClosed.ConfigureAwait(false);
        return exitCode == 0 && lines.LastOrDefault(l => l.Length > 0) is { } target
            ? target.Trim()
            : throw new DistributedApplicationException($"msbuild could not tell where '{projectPath}' is built to: {string.Join(" ", lines)}");
    }
}
