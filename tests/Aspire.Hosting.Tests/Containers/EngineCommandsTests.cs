using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;

namespace Aspire.Hosting.Tests.Containers;

public sealed class EngineCommandsTests
{
    [Fact]
    public void Create_says_everything_before_the_image_and_arguments_after_it() =>
        EngineCommands.Create(new()
        {
            Name = "node-1-abcdefgh",
            Image = "node:1",
            Network = "net",
            Aliases = ["node-1", "node-1.dev.internal"],
            Labels = [new("aspire.hosting.session", "s")],
            Hosts = ["host.docker.internal:172.18.0.1"],
            Ports = [new("127.0.0.1", 8511, 8501, "tcp"), new("0.0.0.0", 53, 53, "udp")],
            Mounts =
            [
                new("/m/digits", "/models/digits", ContainerMountType.BindMount, isReadOnly: true),
                new("data", "/data", ContainerMountType.Volume, isReadOnly: false),
                new(null, "/tmp/x", ContainerMountType.Volume, isReadOnly: false),
            ],
            Environment = new Dictionary<string, string> { ["Agent__Name"] = "node-1" },
            Entrypoint = "/bin/sh",
            PullPolicy = ImagePullPolicy.Never,
            RuntimeArguments = ["--cpus=0.5"],
            Arguments = ["-c", "echo hello"],
        }).ShouldBe(
        [
            "create", "--name", "node-1-abcdefgh",
            "--label", "aspire.hosting.session=s",
            "--network", "net",
            "--network-alias", "node-1", "--network-alias", "node-1.dev.internal",
            "--add-host", "host.docker.internal:172.18.0.1",
            "--publish", "127.0.0.1:8511:8501/tcp", "--publish", "0.0.0.0:53:53/udp",
            "--mount", "type=bind,source=/m/digits,target=/models/digits,readonly",
            "--mount", "type=volume,source=data,target=/data",
            "--mount", "type=volume,target=/tmp/x",
            "--env", "Agent__Name",
            "--pull", "never",
            "--entrypoint", "/bin/sh",
            "--cpus=0.5",
            "node:1", "-c", "echo hello",
        ]);

    [Fact]
    public void Values_of_variables_are_not_on_the_command_line_unless_the_engine_reads_the_variable_itself()
    {
        var container = new ContainerSpec
        {
            Name = "n",
            Image = "i",
            Network = "net",
            Environment = new Dictionary<string, string> { ["NACOS_AUTH_TOKEN"] = "secret", ["DOCKER_HOST"] = "tcp://inside", ["PATH"] = "/bin" },
        };

        string.Join(' ', EngineCommands.Create(container)).ShouldContain("--env NACOS_AUTH_TOKEN --env DOCKER_HOST=tcp://inside --env PATH=/bin");
        EngineCommands.Environment(container).ShouldBe(new Dictionary<string, string> { ["NACOS_AUTH_TOKEN"] = "secret" });
    }

    [Theory]
    [InlineData("USER_PASSWORD")]
    [InlineData("PATH_TOKEN")]
    [InlineData("CONTAINERSECRET")]
    public void Variable_that_only_begins_like_one_of_the_engines_is_not_on_the_command_line(string name)
        => EngineCommands.Create(new() { Name = "n", Image = "i", Network = "net", Environment = new Dictionary<string, string> { [name] = "secret" } })
            .ShouldNotContain(argument => argument.Contains("secret", StringComparison.Ordinal));

    [Fact]
    public void Comma_in_a_path_does_not_end_the_path() =>
        EngineCommands.Create(new()
        {
            Name = "n",
            Image = "i",
            Network = "net",
            Mounts = [new("/my, \"own\" models", "/models", ContainerMountType.BindMount, isReadOnly: true)],
        }).ShouldContain("type=bind,\"source=/my, \"\"own\"\" models\",target=/models,readonly");

    [Fact]
    public void Build_names_file_tag_stage_arguments_and_context() =>
        EngineCommands.Build(new("/repository", "/repository/docker/node/Dockerfile", "agent"), "node-agent:latest", new Dictionary<string, string> { ["BASE_IMAGE"] = "tensorflow/serving:2.20.0" })
            .ShouldBe(
            [
                "build", "--file", "/repository/docker/node/Dockerfile", "--tag", "node-agent:latest", "--target", "agent",
                "--build-arg", "BASE_IMAGE=tensorflow/serving:2.20.0", "/repository",
            ]);

    [Fact]
    public void Stop_waits_for_whole_seconds() => EngineCommands.Stop("c", TimeSpan.FromSeconds(14.2)).ShouldBe(["stop", "-t", "15", "c"]);

    [Theory]
    [InlineData(null, "nacos/nacos-server", "v2.5.1", null, "nacos/nacos-server:v2.5.1")]
    [InlineData("ghcr.io", "a/b", "1", null, "ghcr.io/a/b:1")]
    [InlineData(null, "a", null, "abc", "a@sha256:abc")]
    public void Image_has_its_registry_tag_or_digest(string? registry, string image, string? tag, string? digest, string expected)
    {
        var annotation = new ContainerImageAnnotation { Registry = registry, Image = image, Tag = tag };
        if (digest is not null)
        {
            annotation.SHA256 = digest;
        }

        EngineCommands.Image(annotation).ShouldBe(expected);
    }
}
