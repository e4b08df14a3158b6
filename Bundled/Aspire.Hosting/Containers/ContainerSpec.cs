using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Containers;

/// <summary>A port of the container that is reached by one of this machine.</summary>
/// <param name="Address">Address of this machine that listens.</param>
/// <param name="HostPort">Port of this machine.</param>
/// <param name="ContainerPort">Port in the container.</param>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
internal sealed record PublishedPort(string Address, int HostPort, int ContainerPort, string Protocol);

/// <summary>All that is said about a container.</summary>
internal sealed class ContainerSpec
{
    public required string Name { get; init; }

    public required string Image { get; init; }

    public required string Network { get; init; }

    /// <summary>Names by which other containers find it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>Names of this machine: <c>name:address</c>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    public IReadOnlyList<PublishedPort> Ports { get; init; } = [];

    public IReadOnlyList<ContainerMountAnnotation> Mounts { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? Entrypoint { get; init; }

    public ImagePullPolicy PullPolicy { get; init; }

    /// <summary>Arguments for the engine.</summary>
    public IReadOnlyList<string> RuntimeArguments { get; init; } = [];

    /// <summary>Arguments for the program in the container.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
