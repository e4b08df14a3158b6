using System.Collections.Frozen;
using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ConsumerApi.Forwarding;

/// <summary>Copies the headers that travel end to end; the others belong to one connection (RFC 9110, 7.6.1) or are set anew.</summary>
internal static class ForwardedHeaders
{
    private static readonly FrozenSet<string> s_hopByHop = new[]
    {
        HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.ProxyAuthenticate, HeaderNames.ProxyAuthorization, HeaderNames.ProxyConnection,
        HeaderNames.TE, HeaderNames.Trailer, HeaderNames.TransferEncoding, HeaderNames.Upgrade,
        // Set anew on the next connection. Expect: the body has been read already, nobody has to be asked for it.
        HeaderNames.Host, HeaderNames.ContentLength, HeaderNames.Expect,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_responseOnly = new[]
    {
        HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.ProxyConnection, HeaderNames.Trailer, HeaderNames.TransferEncoding, HeaderNames.Upgrade,
        // Kestrel writes its own.
        HeaderNames.Date, HeaderNames.Server, HeaderNames.ContentLength,
        // Only we say which node it was.
        NodeHeader,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names the node that answered.</summary>
    public const string NodeHeader = "x-rollcall-node";

    public static void CopyRequest(IHeaderDictionary from, HttpRequestMessage to)
    {
        // With an activity of our own the client adds the trace headers of that one.
        var traced = Activity.Current is not null;
        string? named = from.Connection;
        foreach (var (name, values) in from)
        {
            if (s_hopByHop.Contains(name) || (traced && IsTraceHeader(name)) || IsNamed(named, name))
            {
                continue;
            }

            if (!Add(to.Headers, name, values) && to.Content is { } content)
            {
                Add(content.Headers, name, values);
            }
        }
    }

    public static void CopyResponse(HttpResponseMessage from, IHeaderDictionary to)
    {
        foreach (var (name, values) in from.Headers.NonValidated)
        {
            Copy(name, values, to);
        }

        foreach (var (name, values) in from.Content.Headers.NonValidated)
        {
            Copy(name, values, to);
        }

        if (from.Content.Headers.ContentLength is { } length)
        {
            to.ContentLength = length;
        }
    }

    private static bool Add(HttpHeaders headers, string name, StringValues values) => values.Count == 1
        ? headers.TryAddWithoutValidation(name, values[0])
        : headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);

    private static void Copy(string name, HeaderStringValues values, IHeaderDictionary to)
    {
        if (!s_responseOnly.Contains(name))
        {
            to[name] = values.Count == 1 ? values.ToString() : values.ToArray();
        }
    }

    private static bool IsTraceHeader(string name) =>
        name.Equals(HeaderNames.TraceParent, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.TraceState, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.Baggage, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the <c>Connection</c> header declares <paramref name="name"/> as one of this connection only.</summary>
    private static bool IsNamed(string? connection, string name)
    {
        if (string.IsNullOrEmpty(connection) || connection.Equals("keep-alive", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return connection.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
