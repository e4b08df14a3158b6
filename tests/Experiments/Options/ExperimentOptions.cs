namespace Rollcall.Experiments.Options;

/// <summary>What to run.</summary>
internal sealed record ExperimentOptions
{
    /// <summary>Where results go when nothing else is said.</summary>
    public const string DefaultOutput = "artifacts/experiments";

    /// <summary>Models whose figures 7 and 8 are drawn.</summary>
    public IReadOnlyList<string> Models { get; init; } = ["resnet"];

    /// <summary>Clients of the closed loop.</summary>
    public IReadOnlyList<int> Concurrency { get; init; } = [1, 2, 5, 10, 20, 50];

    /// <summary>Length of each measured window.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Load before each window that is not measured.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often every configuration is measured.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>Nodes of the balanced configuration.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Running mode of the application.</summary>
    public string Mode { get; init; } = "embedded";

    /// <summary>Share of one core that each node may compute on; null for no limit.</summary>
    public double? CpuQuota { get; init; }

    /// <summary>Roll-outs whose time to route is measured.</summary>
    public int RollOuts { get; init; } = 30;

    /// <summary>Nodes that are killed to measure the time to evict.</summary>
    public int Kills { get; init; } = 10;

    /// <summary>How long the registry is away.</summary>
    public TimeSpan RegistryOutage { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Names of scenarios to run; empty for all.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];

    /// <summary>Where results are written.</summary>
    public string Output { get; init; } = DefaultOutput;

    /// <summary>Whether the tables of docs/experiments.md and the report beside it are replaced by this run's.</summary>
    public bool WriteDocs { get; init; }

    /// <summary>Folder of an earlier run whose reports are made again from its raw samples; null to measure.</summary>
    public string? Recompute { get; init; }

    /// <summary>Whether the scenarios replace those of the run in <see cref="Output"/>, whose other results and options stay.</summary>
    public bool Again { get; init; }

    /// <summary>Whether this is the short form.</summary>
    public bool Quick { get; init; }

    /// <summary>
    /// Six tenths of the machine, shared by the nodes: the rest is for the clients, the consumer, the registry and the agents, which in the paper had machines of
    /// their own. More, and three nodes would compete with the load generator and look worse than they are.
    /// </summary>
    public static double DefaultQuota(int nodes) => Math.Round(0.6 * Environment.ProcessorCount / nodes, 2);
}
