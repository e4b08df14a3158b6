// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations


#pragma warning disable CA1707, CA1032 // Names and constructors are those of the official package.

namespace Nacos.V2.Exceptions;

/// <summary>The server refused a request, or no server could be reached.</summary>
public class NacosException : Exception
{
    /// <summary>A request or an argument is malformed, found before it was sent.</summary>
    public static readonly int CLIENT_INVALID_PARAM = -400;

    /// <summary>No server could be reached.</summary>
    public static readonly int CLIENT_DISCONNECT = -401;

    /// <summary>The server refused because of load.</summary>
    public static readonly int CLIENT_OVER_THRESHOLD = -503;

    /// <summary>The server found a malformed parameter.</summary>
    public static readonly int INVALID_PARAM = 400;

    /// <summary>Not logged in, or not allowed.</summary>
    public static readonly int NO_RIGHT = 403;

    /// <summary>The thing asked for does not exist.</summary>
    public static readonly int NOT_FOUND = 404;

    /// <summary>Two writes at once.</summary>
    public static readonly int CONFLICT = 409;

    /// <summary>The server failed, or answered something that cannot be read.</summary>
    public static readonly int SERVER_ERROR = 500;

    /// <summary>A proxy before the server could not reach it.</summary>
    public static readonly int BAD_GATEWAY = 502;

    /// <summary>The server is starting or overloaded.</summary>
    public static readonly int OVER_THRESHOLD = 503;

    /// <summary>The resource does not exist, found by the client.</summary>
    public static readonly int RESOURCE_NOT_FOUND = -404;

    /// <summary>An error without a code.</summary>
    /// <param name="message">What went wrong.</param>
    public NacosException(string message)
        : base(message) => ErrorMsg = message;

    /// <summary>An error with the HTTP status of the server, or one of the constants here.</summary>
    /// <param name="code">HTTP status or constant.</param>
    /// <param name="message">What went wrong, with the server's own text.</param>
    public NacosException(int code, string message)
        : base(message)
    {
        ErrorCode = code;
        ErrorMsg = message;
    }

    internal NacosException(int code, string message, Exception inner)
        : base(message, inner)
    {
        ErrorCode = code;
        ErrorMsg = message;
    }

    /// <summary>HTTP status of the server, or one of the constants of this class; 0 when neither applies.</summary>
    public int ErrorCode { get; set; }

    /// <summary>The same text as <see cref="Exception.Message"/>.</summary>
    public string ErrorMsg { get; set; }
}
