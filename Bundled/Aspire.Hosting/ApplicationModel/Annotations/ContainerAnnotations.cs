namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image of a container.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    private string? _sha256;
    private string? _tag;

    /// <summary>Registry; null means the engine's default.</summary>
    public string? Registry { get; set; }

    /// <summary>Name of the image.</summary>
    public required string Image { get; set; }

    /// <summary>Tag; setting it clears <see cref="SHA256"/>.</summary>
    public string? Tag
    {
        get => _tag;
        set => (_tag, _sha256) = (value, null);
    }

    /// <summary>Digest; setting it clears <see cref="Tag"/>.</summary>
    public string? SHA256
    {
        get => _sha256;
        set => (_sha256, _tag) = (value, null);
    }
}

/// <summary>When the image is pulled.</summary>
public sealed class ContainerImagePullPolicyAnnotation : IResourceAnnotation
{
    /// <summary>When the image is pulled.</summary>
    public required ImagePullPolicy ImagePullPolicy { get; set; }
}

/// <summary>How long the container lives.</summary>
public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    /// <summary>How long the container lives.</summary>
    public required ContainerLifetime Lifetime { get; set; }
}

/// <summary>Name of the container in the engine.</summary>
public sealed class ContainerNameAnnotation : IResourceAnnotation
{
    /// <summary>Name of the container in the engine.</summary>
    public required string Name { get; set; }
}

/// <summary>Another name of the container in its network.</summary>
public sealed class ContainerNetworkAliasAnnotation : IResourceAnnotation
{
    /// <summary>Another name.</summary>
    public ContainerNetworkAliasAnnotation(string alias)
    {
        ArgumentException.ThrowIfNullOrEmpty(alias);
        Alias = alias;
    }

    /// <summary>The name.</summary>
    public string Alias { get; }

    /// <summary>The network it is known in.</summary>
    public NetworkIdentifier Network { get; set; } = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
}

/// <summary>A directory or volume in the container.</summary>
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <summary>Mounts something.</summary>
    /// <param name="source">Path on this machine, name of a volume, or null for an anonymous volume.</param>
    /// <param name="target">Path in the container.</param>
    /// <param name="type">Directory or volume.</param>
    /// <param name="isReadOnly">Whether the container may not write.</param>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        if (type == ContainerMountType.BindMount)
        {
            if (string.IsNullOrEmpty(source))
            {
                throw new ArgumentNullException(nameof(source), "Bind mounts require a source path.");
            }

            if (!Path.IsPathRooted(source))
            {
                throw new ArgumentException("Bind mounts only support absolute paths.", nameof(source));
            }
        }
        else if (string.IsNullOrEmpty(source) && isReadOnly)
        {
            throw new ArgumentException("Anonymous volumes cannot be read-only.", nameof(isReadOnly));
        }

        Source = source;
        Target = target;
        Type = type;
        IsReadOnly = isReadOnly;
    }

    /// <summary>Path on this machine, name of a volume, or null.</summary>
    public string? Source { get; }

    /// <summary>Path in the container.</summary>
    public string Target { get; }

    /// <summary>Directory or volume.</summary>
    public ContainerMountType Type { get; }

    /// <summary>Whether the container may not write.</summary>
    public bool IsReadOnly { get; }
}

/// <summary>The image is built from a Dockerfile.</summary>
public class DockerfileBuildAnnotation : IResourceAnnotation
{
    /// <summary>Describes the build.</summary>
    public DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage)
    {
        ArgumentNullException.ThrowIfNull(contextPath);
        ArgumentNullException.ThrowIfNull(dockerfilePath);
        ContextPath = contextPath;
        DockerfilePath = dockerfilePath;
        Stage = stage;
    }

    /// <summary>Directory that is sent to the builder.</summary>
    public string ContextPath { get; }

    /// <summary>The Dockerfile.</summary>
    public string DockerfilePath { get; }

    /// <summary>Stage that is built; null means the last.</summary>
    public string? Stage { get; }

    /// <summary>Build arguments.</summary>
    public Dictionary<string, object?> BuildArguments { get; } = [];

    /// <summary>Build secrets.</summary>
    public Dictionary<string, object> BuildSecrets { get; } = [];

    /// <summary>Name of the built image.</summary>
    public string? ImageName { get; set; }

    /// <summary>Tag of the built image.</summary>
    public string? ImageTag { get; set; }

    /// <summary>Whether the image has an entry point.</summary>
    public bool HasEntrypoint { get; set; } = true;
}

/// <summary>Whether the endpoints of the resource are proxied at all.</summary>
public sealed class ProxySupportAnnotation : IResourceAnnotation
{
    /// <summary>Whether the endpoints of the resource are proxied at all.</summary>
    public required bool ProxyEnabled { get; set; }
}
