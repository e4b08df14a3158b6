namespace Agent.Polling;

/// <summary>How a poll found the node.</summary>
internal enum NodeState
{
    /// <summary>It answered everything.</summary>
    Answering,

    /// <summary>It timed out or failed on something; what it did not say stays as it was.</summary>
    Busy,

    /// <summary>It refuses connections.</summary>
    Gone,

    /// <summary>It has been busy for longer than <see cref="AgentOptions.UnreachableAfter"/>.</summary>
    Unreachable,
}
