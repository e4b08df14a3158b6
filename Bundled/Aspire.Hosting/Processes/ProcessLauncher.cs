using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Processes;

/// <summary>Starts processes that do not outlive this one.</summary>
internal sealed class ProcessLauncher(ILogger<ProcessLauncher> logger) : IDisposable
{
    private readonly Lazy<UnixProcessGuard> _guard = new(() => UnixProcessGuard.Start(logger));

    public IChildProcess Start(ProcessSpec spec) =>
        OperatingSystem.IsWindows() ? WindowsChildProcess.Start(spec) : UnixChildProcess.Start(spec, _guard.Value);

    public void Dispose()
    {
        if (_guard.IsValueCreated)
        {
            _guard.Value.Dispose();
        }
    }
}
