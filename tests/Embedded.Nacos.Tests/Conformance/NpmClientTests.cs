using System.ComponentModel;
using System.Diagnostics;
using Embedded.Nacos.Tests.Fakes;
using Rollcall.Tests;

namespace Embedded.Nacos.Tests.Conformance;

/// <summary>The registry and the npm package <c>nacos</c>, a client written by others.</summary>
public sealed class NpmClientTests
{
    /// <summary>Names a directory where <c>npm install nacos</c> was run; <c>artifacts/npm</c> otherwise.</summary>
    private const string PackageVariable = "NACOS_NPM_DIRECTORY";

    [Fact]
    public async Task Independent_client_does_its_whole_round()
    {
        var directory = Environment.GetEnvironmentVariable(PackageVariable) is { Length: > 0 } named ? named : Path.Combine(Checkout.Root, "artifacts", "npm");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(directory, "node_modules", "nacos")),
            $"{PackageVariable} names no directory with the npm package nacos, and artifacts/npm has none (tests/npm/package.json; .ci/run installs it)");

        await using var server = await TestRegistry.StartAsync();
        var start = new ProcessStartInfo("node", ["-", $"{server.Client.BaseAddress!.Host}:{server.Client.BaseAddress.Port}"])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Start(start);
        await using (var script = typeof(NpmClientTests).Assembly.GetManifestResourceStream("npm-client.cjs")!)
        {
            await script.CopyToAsync(node.StandardInput.BaseStream, TestContext.Current.CancellationToken);
            node.StandardInput.Close();
        }

        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        (await output).Trim().ShouldBe("done", error);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            Assert.Skip($"node does not start: {exception.Message}");
            throw;
        }
    }
}
