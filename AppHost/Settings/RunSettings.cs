using System.Globalization;
using Rollcall.AppHost.Nacos;
using Rollcall.AppHost.Publishing;

namespace Rollcall.AppHost.Settings;

/// <summary>What the command line (or configuration) says about this run.</summary>
/// <param name="Ports">The port of every server; one entry a node.</param>
/// <param name="ModelsDirectory">Folder whose subfolders are the models; null for the two that come with the project.</param>
/// <param name="CpuQuota">Share of one core that each node may compute on; null for no limit.</param>
/// <param name="Target">What the application is published for.</param>
internal sealed record RunSettings(RunPorts Ports, string? ModelsDirectory, double? CpuQuota, PublishTarget Target)
{
    /// <summary>More would need ports that other services of the defaults use.</summary>
    private const int MostNodes = 20;

    /// <summary>Settings about processes of this machine.</summary>
    private static readonly string[] s_local = ["Ports", "Models", "cpu-quota"];

    /// <summary>Whether registry and nodes are containers of this machine (<c>--mode containers</c>).</summary>
    public bool Containers { get; private init; }

    /// <summary>Version of the registry where it is a container.</summary>
    public string NacosTag { get; private init; } = NacosContainerImageTags.Tag;

    /// <summary>
    /// The nodes: one resource each, as they have names and ports of their own, or one service of several replicas where every replica
    /// has an address of its own.
    /// </summary>
    public IReadOnlyList<NodeSettings> Nodes => Target.HasReplicas()
        ? [new("node", "agent", Ports.Node(1), Ports.Nodes.Count)]
        : [.. Ports.Nodes.Select((ports, index) => new NodeSettings($"node-{index + 1}", $"agent-{index + 1}", ports, 1))];

    public static RunSettings From(IDistributedApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var target = PublishTargets.Of(builder);
        if (target != PublishTarget.None)
        {
            return Array.Find(s_local, name => !string.IsNullOrEmpty(configuration[name])) is { } local
                ? throw new RunSettingsException($"--{local.ToLowerInvariant()} is about processes of this machine and says nothing about containers: leave it out when publishing (docs/deploy.md).")
                : new RunSettings(RunPorts.Default(ParseNodes(configuration["Nodes"])), null, null, target) { NacosTag = ParsePublishedNacosTag(configuration["nacos-tag"]) };
        }

        var ports = ParsePorts(configuration["Ports"], ParseNodes(configuration["Nodes"]));
        if (ports.Dashboard is { } dashboard)
        {
            DashboardPorts.Use(configuration, dashboard);
        }

        return new RunSettings(
            ports,
            FindModels(configuration["Models"]),
            ParseCpuQuota(configuration["cpu-quota"]),
            target)
        {
            Containers = ParseMode(configuration["Mode"]),
            NacosTag = ParseNacosTag(configuration["nacos-tag"]),
        };
    }

    private static bool ParseMode(string? mode) => mode?.ToLowerInvariant() switch
    {
        null or "" or "embedded" => false,
        "containers" => true,
        _ => throw new RunSettingsException($"--mode {mode} is unknown: write embedded or containers."),
    };

    private static string ParseNacosTag(string? tag)
        => string.IsNullOrEmpty(tag)
            ? NacosContainerImageTags.Tag
            : NacosContainerImageTags.IsSupported(tag)
                ? tag
                : throw new RunSettingsException($"--nacos-tag {tag} is no version that this application knows: write a tag of nacos/nacos-server such as {NacosContainerImageTags.Tag} or v3.0.3.");

    private static string ParsePublishedNacosTag(string? tag)
        => ParseNacosTag(tag) is var known && NacosContainerImageTags.StartsWithoutUsers(known)
            ? known
            : throw new RunSettingsException($"--nacos-tag {tag} starts with a user whose password everybody knows, and what is published asks for a generated one: write v2.4.0 or later when publishing (docs/deploy.md).");

    private static RunPorts ParsePorts(string? ports, int nodes) => ports?.ToLowerInvariant() switch
    {
        null or "" or "default" => RunPorts.Default(nodes),
        "random" => RunPorts.PickFree(nodes),
        _ => throw new RunSettingsException($"--ports {ports} is unknown: write random, or leave it out for the default ports."),
    };

    private static int ParseNodes(string? nodes)
        => string.IsNullOrEmpty(nodes)
            ? 3
            : int.TryParse(nodes, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostNodes
                ? count
                : throw new RunSettingsException($"--nodes {nodes} is no number of nodes: write 1 to {MostNodes}.");

    private static double? ParseCpuQuota(string? quota)
        => string.IsNullOrEmpty(quota)
            ? null
            : double.TryParse(quota, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share > 0
                ? share
                : throw new RunSettingsException($"--cpu-quota {quota} is no share of a core: write for example 0.5.");

    private static string? FindModels(string? directory)
    {
        if (string.IsNullOrEmpty(directory))
        {
            return null;
        }

        var path = Path.GetFullPath(directory);
        return Directory.Exists(path)
            ? path
            : throw new RunSettingsException($"--models {directory}: there is no folder {path}.");
    }
}
