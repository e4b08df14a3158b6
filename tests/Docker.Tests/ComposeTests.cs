using System.ComponentModel;
using System.Net.NetworkInformation;
using Rollcall.Tests;

namespace Rollcall.Docker;

/// <summary>The published file with Docker Compose.</summary>
public sealed class ComposeTests(Engine engine)
{
    private const string Project = "rollcalltest";

    [Fact]
    public async Task Published_file_runs_as_it_is_and_leaves_nothing()
    {
        engine.Require();
        var compose = await FindAsync();
        Assert.SkipWhen(compose is null, "Docker Compose is not installed: neither `docker compose` nor `docker-compose` runs.");
        using var machine = await MachineLock.AcquireAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == 8080), "Port 8080, which the file publishes, is in use on this machine.");
        var before = await Engine.BelongingsAsync();
        using var folder = await ComposeFolder.PublishAsync();
        try
        {
            await ComposeAsync("up", "--detach");
            using var published = new Published("127.0.0.1");

            (await published.NodesAsync(3)).ShouldAllBe(node => node.EndsWith(":8501", StringComparison.Ordinal));
        }
        finally
        {
            await ComposeAsync("down", "--timeout", "15");
        }

        (await Engine.BelongingsAsync()).ShouldBe(before, ignoreOrder: true);

        Task<string> ComposeAsync(params string[] arguments) => Shell.RunAsync(compose[0], [.. compose[1..], "--project-name", Project, .. arguments], folder.Path);
    }

    private static async Task<string[]?> FindAsync()
    {
        foreach (var command in (string[][])[["docker", "compose"], ["docker-compose"]])
        {
            try
            {
                if ((await Shell.TryAsync(command[0], [.. command[1..], "version"])).ExitCode == 0)
                {
                    return command;
                }
            }
            catch (Win32Exception)
            {
                // Not installed; the next may be.
            }
        }

        return null;
    }
}
