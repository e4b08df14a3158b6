using System.Globalization;
using System.Text.RegularExpressions;
using Rollcall.Tests;
using YamlDotNet.RepresentationModel;

namespace Rollcall.AppHost.Tests.Publishing;

/// <summary>The file for Docker Compose and Docker Swarm, and the values beside it.</summary>
public sealed partial class ComposeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollcall-publish-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--operation", "publish")]
    [InlineData("--operation", "publish", "--step", "publish")]
    public async Task Compose_file_is_the_snapshot(params string[] publish)
    {
        await PublishAsync(publish);

        Read("docker-compose.yaml").ShouldBe(PublishedFiles.ComposeSnapshot);
    }

    [Fact]
    public async Task Env_has_a_value_for_everything_that_the_file_asks_for()
    {
        await PublishAsync("--operation", "publish");

        var values = Values();
        values.Keys.ShouldBe(Placeholder().Matches(Read("docker-compose.yaml")).Select(match => match.Groups[1].Value).Distinct(), ignoreOrder: true);
        values["NACOS_PASSWORD"].ShouldMatch("^[A-Za-z0-9]{24}$");
        values["NODE_IMAGE"].ShouldBe("node:latest");
        values["CONSUMER_API_IMAGE"].ShouldBe("consumer-api:latest");
        values["NACOS_TOKEN"].ShouldMatch("^[A-Za-z0-9]{48}$");
        Convert.FromBase64String(values["NACOS_TOKEN"]).Length.ShouldBeGreaterThanOrEqualTo(32);
        values["NACOS_IDENTITY"].ShouldMatch("^[A-Za-z0-9]{24}$");
    }

    [Fact]
    public async Task Publishing_again_keeps_secrets_and_what_was_changed_by_hand()
    {
        await PublishAsync("--operation", "publish");
        var env = Path.Combine(_folder.FullName, "aspire-output", ".env");
        await File.WriteAllTextAsync(env, Read(".env").Replace("NODE_IMAGE=node:latest", "NODE_IMAGE=registry.example/node:7", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var before = Read(".env");

        await PublishAsync("--operation", "publish");

        Read(".env").ShouldBe(before);
        Values()["NODE_IMAGE"].ShouldBe("registry.example/node:7");
    }

    [Fact]
    public async Task Nodes_are_the_replicas_of_one_service()
    {
        await PublishAsync("--operation", "publish", "--nodes", "7");

        Read("docker-compose.yaml").ShouldBe(PublishedFiles.ComposeSnapshot.Replace("replicas: 3", "replicas: 7", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_env_images_have_names_and_secrets_are_an_error()
    {
        // docker stack deploy does not read .env. An empty password would start a registry that nobody can log in to.
        var services = Services();
        services["node"]["image"].ToString().ShouldBe("${NODE_IMAGE:-node:latest}");
        services["consumer-api"]["image"].ToString().ShouldBe("${CONSUMER_API_IMAGE:-consumer-api:latest}");
        services.Values.SelectMany(service => ((YamlMappingNode)service["environment"]).Children.Values).Select(value => value.ToString())
            .Where(value => value.Contains("${", StringComparison.Ordinal))
            .ShouldBe(["${NACOS_TOKEN:?is in .env}", "${NACOS_IDENTITY:?is in .env}", "${NACOS_PASSWORD:?is in .env}", "${NACOS_PASSWORD:?is in .env}"]);
    }

    [Fact]
    public void Nodes_are_replaced_one_by_one_and_have_time_to_let_requests_end()
    {
        var node = Services()["node"];
        var update = node["deploy"]["update_config"];
        (update["parallelism"].ToString(), update["order"].ToString(), update["failure_action"].ToString()).ShouldBe(("1", "start-first", "pause"));

        // The agent takes 12 s at the longest with its defaults.
        int.Parse(node["stop_grace_period"].ToString().TrimEnd('s'), CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(15);
        ((YamlMappingNode)node["environment"]).Children.Keys.Select(key => key.ToString()).ShouldNotContain("Agent__Advertise"); // Each finds its own.
    }

    [Fact]
    public void Swarm_is_offered_nothing_that_it_refuses()
    {
        // docker stack deploy: no conditions, no networks of the local scope, no builds, no names of containers; and it wants a version.
        PublishedFiles.ComposeSnapshot.ShouldStartWith("version: \"3.8\"\n");
        string[] refused = ["depends_on:", "driver:", "build:", "container_name:", "pull_policy:", "name:"];
        refused.Where(key => PublishedFiles.ComposeSnapshot.Split('\n').Any(line => line.TrimStart().StartsWith(key, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private async Task PublishAsync(params string[] arguments)
    {
        var result = await AppHostProgram.RunAsync(_folder.FullName, arguments);
        result.ExitCode.ShouldBe(0, result.All);
    }

    private static Dictionary<string, YamlMappingNode> Services()
        => ((YamlMappingNode)ChartLint.Parse(PublishedFiles.ComposeSnapshot)["services"]).Children.ToDictionary(service => service.Key.ToString(), service => (YamlMappingNode)service.Value);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.FullName, "aspire-output", name));

    private Dictionary<string, string> Values()
        => Read(".env").Split('\n').Where(line => line.Contains('=') && line[0] != '#').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    [GeneratedRegex(@"\$\{([A-Z_]+)[:}]")]
    private static partial Regex Placeholder();
}
