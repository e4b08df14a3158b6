using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Containers;

/// <summary>The command lines that the engine is driven with. Only options that Docker and Podman share.</summary>
internal static class EngineCommands
{
    /// <summary>Variables that the engine's program reads itself, or what they begin with: they cannot be handed through its environment.</summary>
    private static readonly string[] s_engineVariables = ["PATH", "HOME", "USER", "TMPDIR", "XDG_", "DOCKER_", "BUILDKIT_", "BUILDX_", "CONTAINER_", "CONTAINERS_", "PODMAN_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

    public static string[] CreateNetwork(string name, IEnumerable<KeyValuePair<string, string>> labels) => ["network", "create", .. Labels(labels), name];

    public static string[] Build(DockerfileBuildAnnotation build, string image, IReadOnlyDictionary<string, string> arguments) =>
    [
        "build", "--file", build.DockerfilePath, "--tag", image,
        .. build.Stage is { } stage ? (string[])["--target", stage] : [],
        .. arguments.SelectMany(argument => (string[])["--build-arg", $"{argument.Key}={argument.Value}"]),
        build.ContextPath,
    ];

    public static string[] Create(ContainerSpec container) =>
    [
        "create", "--name", container.Name,
        .. Labels(container.Labels),
        "--network", container.Network,
        .. container.Aliases.SelectMany(alias => (string[])["--network-alias", alias]),
        .. container.Hosts.SelectMany(host => (string[])["--add-host", host]),
        .. container.Ports.SelectMany(port => (string[])["--publish", string.Create(CultureInfo.InvariantCulture, $"{port.Address}:{port.HostPort}:{port.ContainerPort}/{port.Protocol}")]),
        .. container.Mounts.SelectMany(mount => (string[])["--mount", Mount(mount)]),
        .. container.Environment.SelectMany(variable => (string[])["--env", IsForEngine(variable.Key) ? $"{variable.Key}={variable.Value}" : variable.Key]),
        .. container.PullPolicy == ImagePullPolicy.Default ? [] : (string[])["--pull", container.PullPolicy.ToString().ToLowerInvariant()],
        .. container.Entrypoint is { } entrypoint ? (string[])["--entrypoint", entrypoint] : [],
        .. container.RuntimeArguments,
        container.Image,
        .. container.Arguments,
    ];

    /// <summary>The variables that <see cref="Create"/> names without their values: on a command line everybody on this machine could read them.</summary>
    public static IReadOnlyDictionary<string, string> Environment(ContainerSpec container)
        => container.Environment.Where(variable => !IsForEngine(variable.Key)).ToDictionary();

    public static string[] Stop(string container, TimeSpan grace)
        => ["stop", "-t", Math.Ceiling(grace.TotalSeconds).ToString(CultureInfo.InvariantCulture), container];

    public static string[] Remove(IEnumerable<string> containers) => ["rm", "--force", "--volumes", .. containers];

    /// <summary>The full name of an image.</summary>
    public static string Image(ContainerImageAnnotation image)
        => $"{(string.IsNullOrEmpty(image.Registry) ? "" : $"{image.Registry}/")}{image.Image}{(image.SHA256 is { } digest ? $"@sha256:{digest}" : image.Tag is { } tag ? $":{tag}" : "")}";

    private static IEnumerable<string> Labels(IEnumerable<KeyValuePair<string, string>> labels)
        => labels.SelectMany(label => (string[])["--label", $"{label.Key}={label.Value}"]);

    private static string Mount(ContainerMountAnnotation mount)
    {
        string[] parts =
        [
            mount.Type == ContainerMountType.BindMount ? "type=bind" : "type=volume",
            .. mount.Source is { } source ? (string[])[$"source={source}"] : [],
            $"target={mount.Target}",
            .. mount.IsReadOnly ? (string[])["readonly"] : [],
        ];

        // The value is a line of CSV: a comma in a path would end it.
        return string.Join(',', parts.Select(part => part.AsSpan().ContainsAny(',', '"') ? $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : part));
    }

    private static bool IsForEngine(string name) => s_engineVariables.Any(own => own.EndsWith('_') ? name.StartsWith(own, StringComparison.OrdinalIgnoreCase) : name.Equals(own, StringComparison.OrdinalIgnoreCase));
}
