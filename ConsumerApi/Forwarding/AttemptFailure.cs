namespace ConsumerApi.Forwarding;

/// <summary>Why an attempt on a node gave no answer that may be relayed.</summary>
internal enum AttemptFailure
{
    None,

    /// <summary>No connection: refused, unreachable, or not set up in time.</summary>
    Refused,

    /// <summary>The connection was reset or closed before the answer.</summary>
    Broken,

    /// <summary>503: the node is there and cannot answer now.</summary>
    Unavailable,

    /// <summary>404 for something the table lists on the node: it has just been unloaded there.</summary>
    NotServed,
}
