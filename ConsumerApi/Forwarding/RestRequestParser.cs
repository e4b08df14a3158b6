using System.Globalization;
using ConsumerApi.Routing;

namespace ConsumerApi.Forwarding;

/// <summary>
/// The original's two patterns (http_rest_api_handler.cc): POST <c>/v1/models/{name}[/versions/{digits}|/labels/{label}]:{verb}</c> and
/// GET <c>/v1/models/{name}[/versions/{digits}|/labels/{label}][/metadata]</c>. Matched without regard to case against the raw target,
/// query string included, exactly as there; names are percent-decoded afterwards.
/// </summary>
internal static class RestRequestParser
{
    public const string Prefix = "/v1/models";

    public static RestRequest Parse(string method, string target)
    {
        var rest = target.AsSpan();
        if (!rest.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return RestRequest.Malformed(method, target);
        }

        rest = rest[Prefix.Length..];
        RestVerb verb;
        if (HttpMethods.IsPost(method))
        {
            var colon = rest.LastIndexOf(':');
            // The original matches the verb in any case but knows it in lower case only.
            if (colon < 0 || ToVerb(rest[(colon + 1)..]) is not { } named)
            {
                return RestRequest.Malformed(method, target);
            }

            verb = named;
            rest = rest[..colon];
        }
        else if (HttpMethods.IsGet(method))
        {
            verb = RestVerb.Status;
        }
        else
        {
            return RestRequest.Malformed(method, target);
        }

        return TryParseModel(rest, ref verb, out var name, out var version, out var label)
            ? ToRequest(name, version, label, verb)
            : RestRequest.Malformed(method, target);
    }

    private static RestVerb? ToVerb(ReadOnlySpan<char> verb) => verb switch
    {
        "predict" => RestVerb.Predict,
        "classify" => RestVerb.Classify,
        "regress" => RestVerb.Regress,
        _ => null,
    };

    /// <summary>Reads <c>[/{name}][/versions/{digits}|/labels/{label}][/metadata]</c>; the last part for GET only.</summary>
    private static bool TryParseModel(
        ReadOnlySpan<char> rest, ref RestVerb verb, out ReadOnlySpan<char> name, out ReadOnlySpan<char> version, out ReadOnlySpan<char> label)
    {
        name = version = label = default;
        var isGet = verb == RestVerb.Status;
        // A model may be called "versions"; only when a number follows, the name is what is missing. The original's pattern does the same.
        if (!(isGet && IsQualifier(rest)) && TakeSegment(ref rest, out name) && name.IsEmpty)
        {
            return false;
        }

        if (TakeKeyword(ref rest, "/versions"))
        {
            if (!TakeSegment(ref rest, out version) || version.IsEmpty || version.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }
        }
        else if (TakeKeyword(ref rest, "/labels") && (!TakeSegment(ref rest, out label) || label.IsEmpty))
        {
            return false;
        }

        if (isGet && rest.Equals("/metadata", StringComparison.OrdinalIgnoreCase))
        {
            verb = rest.SequenceEqual("/metadata") ? RestVerb.Metadata : RestVerb.Status;
            rest = default;
        }

        return rest.IsEmpty && name.IndexOf(':') < 0 && label.IndexOf(':') < 0 && (isGet || !name.IsEmpty);
    }

    private static bool IsQualifier(ReadOnlySpan<char> rest) =>
        (rest.StartsWith("/versions/", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("/labels/", StringComparison.OrdinalIgnoreCase))
        && !rest.EndsWith("/metadata", StringComparison.OrdinalIgnoreCase)
        && rest.Count('/') == 2;

    private static bool TakeKeyword(scoped ref ReadOnlySpan<char> rest, string keyword)
    {
        if (!rest.StartsWith(keyword, StringComparison.OrdinalIgnoreCase) || rest.Length == keyword.Length || rest[keyword.Length] != '/')
        {
            return false;
        }

        rest = rest[keyword.Length..];
        return true;
    }

    private static bool TakeSegment(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> segment)
    {
        segment = default;
        if (rest.IsEmpty || rest[0] != '/')
        {
            return false;
        }

        rest = rest[1..];
        var end = rest.IndexOf('/');
        segment = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[end..];
        return true;
    }

    private static RestRequest ToRequest(ReadOnlySpan<char> name, ReadOnlySpan<char> version, ReadOnlySpan<char> label, RestVerb verb)
    {
        if (name.IsEmpty)
        {
            return RestRequest.Bad("Missing model name in request.");
        }

        long? number = null;
        if (!version.IsEmpty)
        {
            if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                return RestRequest.Bad($"Failed to convert version: {version} to numeric.");
            }

            number = parsed;
        }

        return new RestRequest(new RouteKey(Decode(name), number, label.IsEmpty ? null : Decode(label)), verb);
    }

    private static string Decode(ReadOnlySpan<char> text) => text.Contains('%') ? Uri.UnescapeDataString(text) : text.ToString();
}
