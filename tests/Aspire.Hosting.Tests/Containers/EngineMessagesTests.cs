using Aspire.Hosting.Containers;

namespace Aspire.Hosting.Tests.Containers;

/// <summary>What engines print (Docker 20.10 and 28, Podman 4.3), and what the user reads.</summary>
public sealed class EngineMessagesTests
{
    [Fact]
    public void Missing_program_is_named_with_the_setting_that_names_another() =>
        EngineMessages.ProgramMissing("docker").ShouldBe("The application has containers, and the command line of the container engine, 'docker', is not in PATH: install Docker or Podman, or name another program with ASPIRE_CONTAINER_RUNTIME.");

    [Fact]
    public void Silent_engine_is_to_be_started() =>
        EngineMessages.EngineSilent("docker", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?")
            .ShouldBe("The application has containers, and the container engine does not answer 'docker': Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running? Start the engine, or name another program with ASPIRE_CONTAINER_RUNTIME.");

    [Theory]
    [InlineData("Unable to find image 'no/such:1' locally\nError response from daemon: pull access denied for no/such, repository does not exist or may require 'docker login'", "pull access denied for no/such, repository does not exist or may require 'docker login'")]
    [InlineData("Unable to find image 'no/such:1' locally\ndocker: Error response from daemon: Get \"https://registry.example/v2/\": dial tcp: lookup registry.example: no such host.\nSee 'docker create --help'.", "Get \"https://registry.example/v2/\": dial tcp: lookup registry.example: no such host")]
    [InlineData("Error: No such image: no/such:1", "No such image: no/such:1")]
    [InlineData("Error: no/such:1: image not known", "no/such:1: image not known")]
    public void Missing_image_is_named_with_the_engines_reason(string error, string reason) =>
        EngineMessages.CreateFailed("no/such:1", error).ShouldBe($"the image 'no/such:1' is not on this machine and could not be pulled: {reason}. Pull or build it first, or see whether its name and tag are right");

    [Fact]
    public void Other_refusals_keep_the_engines_words() =>
        EngineMessages.CreateFailed("i", "Error response from daemon: Conflict. The container name \"/n\" is already in use by container \"abc\".")
            .ShouldBe("the container could not be created: Conflict. The container name \"/n\" is already in use by container \"abc\"");

    [Theory]
    [InlineData("driver failed programming external connectivity on endpoint n (b2): Bind for 127.0.0.1:8501 failed: port is already allocated")]
    [InlineData("driver failed programming external connectivity on endpoint n (b2): Error starting userland proxy: listen tcp4 127.0.0.1:8501: bind: address already in use")]
    [InlineData("failed to set up container networking: driver failed programming external connectivity on endpoint n (b2): failed to bind host port for 127.0.0.1:8501:172.18.0.2:80/tcp: address already in use")]
    [InlineData("rootlessport listen tcp 127.0.0.1:8501: bind: address already in use")]
    public void Taken_port_is_named(string error) =>
        EngineMessages.StartFailed(error).ShouldBe("port 8501 is in use by another program; end that program or change the port in the AppHost");

    [Fact]
    public void Other_failures_to_start_keep_the_engines_words() =>
        EngineMessages.StartFailed("OCI runtime create failed: exec: \"/nope\": stat /nope: no such file or directory: unknown")
            .ShouldBe("the container could not be started: OCI runtime create failed: exec: \"/nope\": stat /nope: no such file or directory: unknown");

    [Fact]
    public void Failed_build_is_told_by_its_last_word() =>
        EngineMessages.BuildFailed("node:1", 1, "Sending build context\nThe command '/bin/sh -c exit 3' returned a non-zero code: 3")
            .ShouldBe("the build of image 'node:1' ended with exit code 1: The command '/bin/sh -c exit 3' returned a non-zero code: 3; its log is above");
}
