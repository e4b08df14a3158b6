using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Docker.Resources;

/// <summary>A Compose file.</summary>
public sealed class ComposeFile
{
    /// <summary>Name of the project.</summary>
    public string? Name { get; set; }

    /// <summary>Version of the format, for tools that still ask for it.</summary>
    public string? Version { get; set; }

    /// <summary>Services by name.</summary>
    public Dictionary<string, Service> Services { get; set; } = [];

    /// <summary>Networks by name.</summary>
    public Dictionary<string, Network> Networks { get; set; } = [];

    /// <summary>Volumes by name.</summary>
    public Dictionary<string, Volume> Volumes { get; set; } = [];

    /// <summary>Adds a service.</summary>
    public ComposeFile AddService(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        Services[service.Name] = service;
        return this;
    }

    /// <summary>Adds a network.</summary>
    public ComposeFile AddNetwork(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Networks[network.Name] = network;
        return this;
    }

    /// <summary>Adds a volume.</summary>
    public ComposeFile AddVolume(Volume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        Volumes[volume.Name] = volume;
        return this;
    }

    /// <summary>The file's text.</summary>
    public string ToYaml(string lineEndings = "\n")
    {
        var yaml = new YamlWriter(lineEndings);
        yaml.Scalar("name", Name)
            .Scalar("version", Version)
            .Map("services", Services, (entry, service) => service.Write(entry))
            .Map("networks", Networks, (entry, network) => network.Write(entry))
            .Map("volumes", Volumes, (entry, volume) => volume.Write(entry));
        return yaml.ToString();
    }
}
