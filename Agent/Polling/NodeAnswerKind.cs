namespace Agent.Polling;

/// <summary>How a node met one request. The difference between busy and gone decides whether it stays registered.</summary>
internal enum NodeAnswerKind
{
    /// <summary>2xx.</summary>
    Ok,

    /// <summary>404: it answers, and has no such thing.</summary>
    NotFound,

    /// <summary>5xx, or something that cannot be read.</summary>
    Busy,

    /// <summary>No answer in time.</summary>
    Silent,

    /// <summary>It refuses or resets connections: nobody serves there.</summary>
    Gone,
}
