using Agent.Polling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agent.Supervision;

/// <summary>
/// <c>Agent --health</c>: one look at the node with the agent's own eyes, for a container's health check (TensorFlow Serving's image has no
/// curl, and its status page answers 200 whatever the state). The registry is not asked: a registry that is away must not get every node replaced.
/// </summary>
internal static class HealthCommand
{
    /// <summary>The command line of a container's first process: its flags tell the ports of the server.</summary>
    private const string FirstProcess = "/proc/1/cmdline";

    /// <summary>Looks once.</summary>
    /// <returns>The exit code: 0 when the node answers and has an AVAILABLE version, else 1.</returns>
    public static async Task<int> RunAsync(string[] settings, TextWriter output)
    {
        var (healthy, sentence) = await LookAsync(settings);
        await output.WriteLineAsync(sentence);
        return healthy ? 0 : 1;
    }

    private static async Task<(bool Healthy, string Sentence)> LookAsync(string[] settings)
    {
        AgentOptions options;
        try
        {
            options = Read(settings);
        }
        catch (InvalidOperationException e)
        {
            return (false, e.Message); // A value that its type cannot hold; the binder names key and value.
        }

        if (new AgentOptionsValidator().Validate(null, options) is { Failed: true } mistakes)
        {
            return (false, string.Join(Environment.NewLine, mistakes.Failures));
        }

        using var client = new NodeClient(options.Node!, TimeProvider.System);
        var report = new NodePoller(client, options, TimeProvider.System, NullLogger<NodePoller>.Instance).Poll(CancellationToken.None);
        var available = report.Models.Where(model => !model.Value.Available.IsEmpty).Select(model => $"{model.Key} ({string.Join(',', model.Value.Available)})").ToList();
        if (report.State != NodeState.Answering)
        {
            return (false, $"{options.Node} does not answer: {report.Reason}");
        }

        if (available.Count == 0)
        {
            return (false, $"{options.Node} answers, but no version of a model is AVAILABLE.");
        }

        return options.Probe is not null && HealthProbe.TryParse(options.Probe, out var probe) && await probe.TryAsync(options.Node!) is { } problem
            ? (false, problem)
            : (true, $"{options.Node} serves {string.Join(", ", available)}.");
    }

    private static AgentOptions Read(string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new ServerCommand(FirstCommand()).Settings()).AddEnvironmentVariables().AddCommandLine(settings).Build();
        return configuration.GetSection(AgentOptions.Section).Get<AgentOptions>() ?? new();
    }

    private static string[] FirstCommand()
    {
        try
        {
            // On a machine the first process is no server's and has none of its flags.
            return File.ReadAllText(FirstProcess).Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // No Linux, or its processes are hidden from this user.
        }
    }
}
