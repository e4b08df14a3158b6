namespace Embedded.TensorFlow;

/// <summary>Canonical error codes, numbered as in absl and gRPC.</summary>
public enum StatusCode
{
    /// <summary>No error.</summary>
    Ok = 0,
    /// <summary>The caller gave up.</summary>
    Cancelled = 1,
    /// <summary>No better code is known.</summary>
    Unknown = 2,
    /// <summary>The request or model is wrong in itself.</summary>
    InvalidArgument = 3,
    /// <summary>Time ran out.</summary>
    DeadlineExceeded = 4,
    /// <summary>Something asked for does not exist.</summary>
    NotFound = 5,
    /// <summary>Something to be made exists.</summary>
    AlreadyExists = 6,
    /// <summary>Not allowed.</summary>
    PermissionDenied = 7,
    /// <summary>Memory, queue or quota used up.</summary>
    ResourceExhausted = 8,
    /// <summary>The system is not in the state the call needs, as with an uninitialised variable.</summary>
    FailedPrecondition = 9,
    /// <summary>Given up because of a conflict.</summary>
    Aborted = 10,
    /// <summary>Past the end of a file or range.</summary>
    OutOfRange = 11,
    /// <summary>This runtime lacks what the model needs.</summary>
    Unimplemented = 12,
    /// <summary>An invariant is broken.</summary>
    Internal = 13,
    /// <summary>Try again later.</summary>
    Unavailable = 14,
    /// <summary>Stored data is corrupt.</summary>
    DataLoss = 15,
    /// <summary>No valid credentials.</summary>
    Unauthenticated = 16,
}
