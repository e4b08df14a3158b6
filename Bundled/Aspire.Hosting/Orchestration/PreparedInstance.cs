using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration;

/// <summary>A replica that only has to be started.</summary>
internal sealed class PreparedInstance
{
    /// <summary>Starts it; called for each line of output, and whether that came over standard error.</summary>
    public required Func<Action<string, bool>, IChildProcess> Start { get; init; }

    /// <summary>What to show of it, given its process.</summary>
    public required Func<IChildProcess, ImmutableArray<ResourcePropertySnapshot>> Properties { get; init; }

    /// <summary>The variables that the model gives it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>Ports it listens on, by endpoint, where a proxy stands before them.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Completes once it runs.</summary>
    /// <exception cref="ProcessStartException">It does not, and why.</exception>
    public Func<Task> Running { get; init; } = static () => Task.CompletedTask;

    /// <summary>Undoes the preparation of one that is not started after all.</summary>
    public Func<Task> Abandon { get; init; } = static () => Task.CompletedTask;
}
