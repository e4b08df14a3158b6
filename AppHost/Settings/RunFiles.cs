using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Rollcall.AppHost.Settings;

/// <summary>A folder of this run under <c>artifacts/run</c>: configuration files of the servers, removed when the run ends.</summary>
internal sealed class RunFiles : IHostedService
{
    private readonly DirectoryInfo _root;
    private readonly Dictionary<string, string> _contents = [];

    private RunFiles(string artifacts)
        => _root = new DirectoryInfo(Path.Combine(artifacts, "run", Path.GetRandomFileName()));

    /// <summary>The folder of all outputs of the repository.</summary>
    public static string Artifacts(IDistributedApplicationBuilder builder)
        => Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "artifacts"));

    /// <summary>The run files of an application; made at the first call.</summary>
    public static RunFiles Of(IDistributedApplicationBuilder builder)
    {
        if (builder.Services.FirstOrDefault(service => service.ServiceType == typeof(RunFiles))?.ImplementationInstance is RunFiles files)
        {
            return files;
        }

        // Hosted services stop in reverse order: added here, before the orchestrator's start, it is stopped after the servers.
        files = new RunFiles(Artifacts(builder));
        builder.Services.AddSingleton(files);
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(files));
        return files;
    }

    /// <summary>Path of a folder of this run; it exists once the application starts.</summary>
    public string Directory(string name) => Path.Combine(_root.FullName, name);

    /// <summary>Writes a file of this run when the application starts.</summary>
    /// <returns>The path it will have.</returns>
    public string Add(string name, string content)
    {
        var path = Path.Combine(_root.FullName, name);
        _contents[path] = content;
        return path;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _root.Create();
        foreach (var (path, content) in _contents)
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (_root.Exists)
        {
            _root.Delete(recursive: true);
        }

        return Task.CompletedTask;
    }
}
