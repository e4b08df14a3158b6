using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Rest;

/// <summary>HTTP status codes and reason phrases of canonical codes, as the original answers them.</summary>
internal static class HttpStatus
{
    public static int Of(StatusCode code) => code switch
    {
        StatusCode.Ok => 200,
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange => 400,
        StatusCode.Unauthenticated => 401,
        StatusCode.PermissionDenied => 403,
        StatusCode.NotFound => 404,
        StatusCode.AlreadyExists or StatusCode.Aborted => 409,
        StatusCode.ResourceExhausted => 429,
        StatusCode.Cancelled => 499,
        StatusCode.Unimplemented => 501,
        StatusCode.Unavailable => 503,
        StatusCode.DeadlineExceeded => 504,
        _ => 500,
    };

    /// <summary>The phrase where it differs from what the web server would say; null otherwise.</summary>
    public static string? Reason(int status) => status switch
    {
        429 or 499 => "Client Error",
        504 => "Gateway Time-out",
        _ => null,
    };
}
