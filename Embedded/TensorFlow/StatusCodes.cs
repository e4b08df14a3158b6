namespace Embedded.TensorFlow;

/// <summary>Canonical names of <see cref="StatusCode"/> values.</summary>
public static class StatusCodes
{
    private static readonly string[] s_names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
        "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
        "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ];

    /// <summary>The upper-case name, such as <c>INVALID_ARGUMENT</c>.</summary>
    public static string CanonicalName(this StatusCode code) =>
        (uint)code < (uint)s_names.Length ? s_names[(int)code] : s_names[(int)StatusCode.Unknown];
}
