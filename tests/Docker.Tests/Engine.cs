using Rollcall.Tests;

namespace Rollcall.Docker;

/// <summary>
/// The container engine of this machine: started where none runs and one can be, with the images of the tests in it. Where none can run, every test
/// is skipped and says why.
/// </summary>
public sealed class Engine : IAsyncLifetime
{
    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        // Building images takes both cores.
        using var machine = await MachineLock.AcquireAsync();
        _missing = await FindAsync();
        if (_missing is null)
        {
            await Shell.RunAsync(Script("test-images.sh"), []);
        }
    }

    /// <summary>Ends the engine if a script of this repository has started it and nobody uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_missing is null && Environment.GetEnvironmentVariable("ROLLCALL_KEEP_ENGINE") is null && (await DockerAsync("ps", "--quiet")).Length == 0)
        {
            await Shell.RunAsync(Script("engine.sh"), ["stop"]);
        }
    }

    public bool IsThere => _missing is null;

    /// <summary>Skips the test where there is no engine.</summary>
    public void Require() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    /// <summary>Runs a command of the engine that must succeed.</summary>
    public static Task<string> DockerAsync(params string[] arguments) => Shell.RunAsync("docker", arguments);

    /// <summary>Lines of a command of the engine.</summary>
    public static async Task<string[]> LinesAsync(params string[] arguments)
        => (await DockerAsync(arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Name of the running container of a resource.</summary>
    public static async Task<string> ContainerOfAsync(string resource)
        => (await LinesAsync("ps", "--filter", $"label=aspire.hosting.resource={resource}", "--format", "{{.Names}}")).ShouldHaveSingleItem();

    /// <summary>Everything that comes and goes with applications: containers, networks and volumes.</summary>
    public static async Task<string[]> BelongingsAsync() =>
    [
        .. (await LinesAsync("ps", "--all", "--format", "{{.Names}}")).Select(name => $"container {name}"),
        .. (await LinesAsync("network", "ls", "--format", "{{.Name}}")).Select(name => $"network {name}"),
        .. (await LinesAsync("volume", "ls", "--format", "{{.Name}}")).Select(name => $"volume {name}"),
    ];

    private static async Task<string?> FindAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            return "The scripts of these tests need a POSIX shell.";
        }

        var started = await Shell.TryAsync(Script("engine.sh"), []);
        return started.ExitCode == 0 ? null : started.Error;
    }

    private static string Script(string name) => Path.Combine(Checkout.Root, "docker", name);
}
