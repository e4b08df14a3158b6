namespace ConsumerApi.Routing;

/// <summary>Settings of the consumer, section <c>Routing</c>.</summary>
internal sealed class RoutingOptions
{
    public const string Section = "Routing";

    /// <summary>The balancing policy by name.</summary>
    /// <value>Default: <c>round-robin</c>.</value>
    public string Policy { get; set; } = PickerNames.RoundRobin;

    /// <summary>How many nodes one request is sent to at most, the first included.</summary>
    /// <value>Default and maximum: 8.</value>
    public int MaxAttempts { get; set; } = TriedNodes.Capacity;

    /// <summary>How long a node that refused or broke a connection is passed over.</summary>
    /// <value>Default: 2 s, the longest pause between two looks of a node's agent.</value>
    public TimeSpan FailureCooldown { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a connection may take to be set up.</summary>
    /// <value>Default: 1 s. A refusal is immediate; this is for a machine that is gone without a word.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a whole request may take, retries included.</summary>
    /// <value>Default: 5 min; a large batch on a busy node takes long and must not be cut.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Request bodies up to this size are kept for a replay on another node; larger ones are streamed and not retried.</summary>
    /// <value>Default: 8 MiB, ten ResNet-50 images as JSON.</value>
    public int MaxReplayBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How long the last known nodes of a model are used after the registry has stopped listing any.</summary>
    /// <value>Default: 5 s, longer than an agent's poll and two of ours, after which all lists of a roll-out have been read anew.</value>
    public TimeSpan EmptyGrace { get; set; } = TimeSpan.FromSeconds(5);
}
