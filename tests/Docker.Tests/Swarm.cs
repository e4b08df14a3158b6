namespace Rollcall.Docker;

/// <summary>The published file as a stack in a swarm of this machine alone.</summary>
internal sealed class Swarm(ComposeFolder folder) : IAsyncDisposable
{
    public const string NodeService = "rollcall_node";

    private const string Stack = "rollcall";

    /// <summary>
    /// A swarm balances connections to a service's own address with IPVS. A kernel without it has no such addresses; there the registry's name has to
    /// mean the address of its container.
    /// </summary>
    private const string WithoutIpvs = "version: \"3.8\"\nservices:\n  nacos:\n    deploy:\n      endpoint_mode: dnsrr\n";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private static bool HasIpvs => File.Exists("/proc/net/ip_vs");

    public async Task DeployAsync()
    {
        await Engine.DockerAsync("swarm", "init", "--advertise-addr", "127.0.0.1");
        string[] composeFiles = ["--compose-file", "docker-compose.yaml"];
        if (!HasIpvs)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "without-ipvs.yaml"), WithoutIpvs);
            composeFiles = [.. composeFiles, "--compose-file", "without-ipvs.yaml"];
        }

        await Shell.RunAsync("docker", ["stack", "deploy", .. composeFiles, Stack], folder.Path, folder.Variables);
    }

    /// <summary>An address at which the consumer's port is reached: this machine's, or without IPVS the container's.</summary>
    public static async Task<string> ConsumerAsync()
    {
        if (HasIpvs)
        {
            return "127.0.0.1";
        }

        var address = "";
        await Tests.Eventually.HoldsAsync(
            async () =>
            {
                var container = await Engine.DockerAsync("ps", "--quiet", "--no-trunc", "--filter", $"name={Stack}_consumer-api");
                address = container.Length == 0 ? "" : (await Engine.LinesAsync("network", "inspect", "--format", "{{range $id, $c := .Containers}}{{$id}} {{$c.IPv4Address}}{{println}}{{end}}", "docker_gwbridge"))
                    .Where(line => line.StartsWith(container, StringComparison.Ordinal)).Select(line => line.Split(' ')[1].Split('/')[0]).FirstOrDefault("");
                return address.Length > 0;
            },
            "the consumer has an address",
            s_limit);
        return address;
    }

    public static Task ScaleAsync(int replicas) => Engine.DockerAsync("service", "scale", "--detach", FormattableString.Invariant($"{NodeService}={replicas}"));

    /// <summary>Replaces every container of the service by one of another image, and waits until that is done.</summary>
    public static async Task UpdateAsync(string image)
    {
        await Engine.DockerAsync("service", "update", "--detach", "--no-resolve-image", "--image", image, NodeService);
        await Tests.Eventually.HoldsAsync(
            async () => await Engine.DockerAsync("service", "inspect", "--format", "{{.UpdateStatus.State}}", NodeService) == "completed", "the update is completed", s_limit);
    }

    /// <summary>The containers of the service, the living first.</summary>
    public static Task<string> TasksAsync() => Engine.DockerAsync("service", "ps", "--format", "table {{.Name}}\t{{.Image}}\t{{.DesiredState}}\t{{.CurrentState}}", NodeService);

    public async ValueTask DisposeAsync()
    {
        await Shell.TryAsync("docker", ["stack", "rm", Stack]);
        await Tests.Eventually.HoldsAsync(
            async () => (await Engine.LinesAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.stack.namespace={Stack}")).Length == 0
                && (await Engine.LinesAsync("network", "ls", "--quiet", "--filter", $"label=com.docker.stack.namespace={Stack}")).Length == 0,
            "the stack is gone",
            s_limit);
        await Shell.TryAsync("docker", ["swarm", "leave", "--force"]);
        await Shell.TryAsync("docker", ["network", "rm", "docker_gwbridge"]);
    }
}
