using System.Net.Sockets;

namespace ConsumerApi.Forwarding;

/// <summary>Sorts what went wrong on the way to a node.</summary>
internal static class AttemptFailures
{
    /// <summary>Says what the failure is in metrics.</summary>
    public static string Name(this AttemptFailure failure) => failure switch
    {
        AttemptFailure.Refused => "refused",
        AttemptFailure.Broken => "broken",
        AttemptFailure.Unavailable => "unavailable",
        AttemptFailure.NotServed => "not_served",
        _ => "none",
    };

    /// <summary>Says what the node did in a message.</summary>
    public static string Sentence(this AttemptFailure failure) => failure switch
    {
        AttemptFailure.Refused => "accepts no connection",
        AttemptFailure.Broken => "broke the connection before answering",
        AttemptFailure.Unavailable => "answered 503",
        AttemptFailure.NotServed => "does not serve it any more",
        _ => "answered",
    };

    /// <summary>Whether the node itself is in doubt, and not just one model on it.</summary>
    public static bool IsNodeGone(this AttemptFailure failure) => failure is AttemptFailure.Refused or AttemptFailure.Broken;

    public static AttemptFailure Of(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => AttemptFailure.Refused,
        // SocketsHttpHandler reports an elapsed ConnectTimeout as a cancellation that nobody asked for.
        OperationCanceledException => AttemptFailure.Refused,
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => AttemptFailure.Refused,
        _ => AttemptFailure.Broken,
    };
}
