using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Containers;

/// <summary>Says what went wrong with an engine in a sentence, and what to do about it.</summary>
internal static partial class EngineMessages
{
    public static string ProgramMissing(string program)
        => $"The application has containers, and the command line of the container engine, '{program}', is not in PATH: install Docker or Podman, or name another program with ASPIRE_CONTAINER_RUNTIME.";

    public static string EngineSilent(string program, string error)
        => $"The application has containers, and the container engine does not answer '{program}': {Sentence(Reason(error))} Start the engine, or name another program with ASPIRE_CONTAINER_RUNTIME.";

    public static string DockerfileMissing(string path) => $"the Dockerfile '{path}' does not exist";

    public static string ContextMissing(string path) => $"the build context '{path}' does not exist";

    public static string MountSourceMissing(string path) => $"'{path}' does not exist, and so cannot be mounted";

    public static string BuildFailed(string image, int exitCode, string error)
        => string.Create(CultureInfo.InvariantCulture, $"the build of image '{image}' ended with exit code {exitCode}: {Reason(error)}; its log is above");

    public static string NetworkFailed(string error) => $"the network of the containers could not be made: {Reason(error)}";

    /// <summary>Why a container could not be created.</summary>
    public static string CreateFailed(string image, string error)
        => ImagePattern().IsMatch(error)
            ? $"the image '{image}' is not on this machine and could not be pulled: {Reason(error)}. Pull or build it first, or see whether its name and tag are right"
            : $"the container could not be created: {Reason(error)}";

    /// <summary>Why a container could not be started.</summary>
    public static string StartFailed(string error)
        => PortPattern().Match(error) is { Success: true } port
            ? $"port {port.Groups["port"].Value} is in use by another program; end that program or change the port in the AppHost"
            : $"the container could not be started: {Reason(error)}";

    private static string Sentence(string text) => text.EndsWith('?') ? text : $"{text}.";

    /// <summary>The last line that says something; engines put progress and hints around it.</summary>
    private static string Reason(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !HintPattern().IsMatch(line)).ToArray();
        var line = lines.LastOrDefault(line => ReasonPattern().IsMatch(line)) ?? lines.LastOrDefault() ?? "no reason was given";
        return ReasonPattern().Replace(line, "").TrimEnd('.', ' ');
    }

    [GeneratedRegex("^((docker|podman): )?(Error response from daemon: |ERROR: |Error: )+")]
    private static partial Regex ReasonPattern();

    [GeneratedRegex("(?i)^(see '|run '|usage:|error: failed to start containers)|--help")]
    private static partial Regex HintPattern();

    [GeneratedRegex("(?i)unable to find image|no such image|image not known|pull access denied|manifest (unknown|for)|unable to copy from source|short-name")]
    private static partial Regex ImagePattern();

    [GeneratedRegex(@"(?i)(for|tcp[46]?) ([0-9.]*|\[[^\]]*\]):(?<port>[0-9]+).*already (allocated|in use)")]
    private static partial Regex PortPattern();
}
