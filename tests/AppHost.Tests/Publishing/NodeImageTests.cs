using System.Runtime.Versioning;
using Rollcall.Tests;

namespace Rollcall.AppHost.Tests.Publishing;

/// <summary>What the node image does when it starts, without an engine: its scripts run here, beside stand-ins for the programs they start.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class NodeImageTests : IDisposable
{
    private const string Server = "-- tensorflow_model_server --port=8500 --rest_api_port=8501 --monitoring_config_file=HOME/monitoring.config";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rollcall-node-");
    private readonly Script _script = new();

    public NodeImageTests()
    {
        File.Copy(PublishedFiles.Docker("node", "entrypoint.sh"), Path.Combine(_home.FullName, "entrypoint.sh"));
        Script.Write(Path.Combine(_home.FullName, "Agent"), "echo \"$*\"; exit 7");
    }

    public void Dispose()
    {
        _script.Dispose();
        _home.Delete(recursive: true);
    }

    [Theory]
    [InlineData("", "", $"{Server} --model_config_file=/models/models.config")]
    [InlineData("", "--enable_batching --tensorflow_session_parallelism=2", $"{Server} --model_config_file=/models/models.config --enable_batching --tensorflow_session_parallelism=2")]
    [InlineData("half_plus_two", "", $"{Server} --model_name=half_plus_two --model_base_path=/models/half_plus_two")]
    [InlineData("half_plus_two", "--enable_batching", $"{Server} --model_name=half_plus_two --model_base_path=/models/half_plus_two --enable_batching")]
    [InlineData("", "--model_config_file=/etc/models.config", $"{Server} --model_config_file=/etc/models.config")]
    [InlineData("", "--model_base_path=/other/m", $"{Server} --model_base_path=/other/m")]
    public async Task Entrypoint_hands_the_server_to_the_agent(string modelName, string arguments, string expected)
    {
        var (exitCode, output, error) = await StartAsync(arguments, ("MODEL_NAME", modelName), ("MODEL_BASE_PATH", "/models"));

        output.Split('\n')[0].ShouldBe(expected.Replace("HOME", _home.FullName, StringComparison.Ordinal), error);
        exitCode.ShouldBe(7); // The agent's.
    }

    [Theory]
    [InlineData("", "http://127.0.0.1:8501")]
    [InlineData("--rest_api_port=9000", "http://127.0.0.1:9000")]
    public async Task Agent_reaches_the_server_by_address(string arguments, string expected)
    {
        Script.Write(Path.Combine(_home.FullName, "Agent"), "echo \"$Agent__Node\"");

        (await StartAsync(arguments)).Output.Trim().ShouldBe(expected);
    }

    [Fact]
    public async Task Models_lie_below_the_base_path()
    {
        var (_, output, _) = await StartAsync("", ("MODEL_NAME", "m"), ("MODEL_BASE_PATH", "/data"));

        output.ShouldContain("--model_base_path=/data/m");
    }

    [Fact]
    public void Monitoring_page_is_where_agent_and_health_check_look_for_it()
        => File.ReadAllText(PublishedFiles.Docker("node", "monitoring.config")).Trim()
            .ShouldBe("prometheus_config { enable: true, path: \"/monitoring/prometheus/metrics\" }");

    [Fact]
    public void Dockerfile_copies_what_the_repository_or_the_hook_has()
    {
        var lines = File.ReadAllLines(PublishedFiles.Docker("node", "Dockerfile"));
        var sources = lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[1..^1]).ToArray();

        sources.Where(source => source.StartsWith("artifacts/", StringComparison.Ordinal)).ShouldBe(["artifacts/docker/agent/", "artifacts/docker/models/"]);
        sources.Where(source => !source.StartsWith("artifacts/", StringComparison.Ordinal)).ShouldAllBe(source => File.Exists(Path.Combine(Checkout.Root, source)));
        lines.ShouldContain("ARG BASE_IMAGE=tensorflow/serving:2.20.0");
        lines.ShouldContain(line => line.StartsWith("USER ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && line.EndsWith("CMD [\"/opt/rollcall/Agent\", \"--health\"]", StringComparison.Ordinal));

        // azd copies the Dockerfile away from its folder: only this file beside the context's root counts, and it must let all of them in.
        var let = File.ReadAllLines(Path.Combine(Checkout.Root, ".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..] + "/").ToArray();
        sources.ShouldAllBe(source => let.Any(folder => source.StartsWith(folder, StringComparison.Ordinal)));
    }

    private Task<EndedProcess> StartAsync(string arguments, params (string Name, string Value)[] variables)
        => _script.RunAsync(Path.Combine(_home.FullName, "entrypoint.sh"), arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), variables);
}
