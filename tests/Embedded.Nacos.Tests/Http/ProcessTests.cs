using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Embedded.Nacos.Hosting;

namespace Embedded.Nacos.Tests.Http;

/// <summary>The server as a process: how it begins, how it ends, what it says.</summary>
public sealed partial class ProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Port_in_use_ends_with_a_sentence_that_names_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var process = Start($"--server.port={port}", "--server.address=127.0.0.1");
        var error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(1);
        error.Trim().ShouldBe($"Port {port} is in use; stop what listens there, or choose another with --server.port");
    }

    [Fact]
    public async Task Unusable_setting_ends_with_a_sentence_that_names_it()
    {
        using var process = Start("--server.port=http");
        var error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        (process.ExitCode, error.Trim()).ShouldBe((1, "server.port is 'http'; give a number between 0 and 65535"));
    }

    [Fact]
    public async Task Sigterm_ends_it_with_0_though_a_page_is_open()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no SIGTERM");
        }

        using var process = Start("--server.port=0", "--server.address=127.0.0.1");
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(Cancellation);
        }
        while (line is not null && !Listening().IsMatch(line));

        using var client = new HttpClient(new SocketsHttpHandler());
        using var events = await client.GetStreamAsync(Listening().Match(line!).Value + "/console/events", Cancellation);
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        process.ExitCode.ShouldBe(0);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(RegistryServer).Assembly.Location, .. arguments])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    })!;

    [GeneratedRegex(@"http://\S+/nacos")]
    private static partial Regex Listening();
}
