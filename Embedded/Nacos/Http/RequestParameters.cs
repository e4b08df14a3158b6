using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Embedded.Nacos.Http;

/// <summary>The parameters of a request, of the query first and then of a form body; the first of a name counts.</summary>
internal sealed class RequestParameters
{
    /// <summary>A form larger than this is refused (the original's servlet container has the same limit).</summary>
    public const int LargestForm = 2 * 1024 * 1024;

    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Names that occur in every other request, so that reading one allocates its value only.</summary>
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> s_names =
        new[]
        {
            "serviceName", "groupName", "namespaceId", "ip", "port", "clusterName", "cluster", "clusters", "weight", "enabled", "enable", "healthy",
            "ephemeral", "metadata", "beat", "healthyOnly", "clientIP", "udpPort", "app", "pageNo", "pageSize", "selector", "encoding", "key",
        }.ToFrozenDictionary(static name => name, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly List<KeyValuePair<string, string>> _entries = new(8);

    public static ValueTask<RequestParameters> ReadAsync(HttpRequest request)
    {
        var parameters = new RequestParameters();
        parameters.Add(request.QueryString.Value);
        return request.ContentType is { } type && type.StartsWith(FormType, StringComparison.OrdinalIgnoreCase)
            ? parameters.ReadFormAsync(request)
            : ValueTask.FromResult(parameters);
    }

    /// <summary>Takes an encoded query or form.</summary>
    public void Add(ReadOnlyMemory<char> encoded)
    {
        foreach (var pair in new QueryStringEnumerable(encoded))
        {
            var name = pair.DecodeName().Span;
            _entries.Add(KeyValuePair.Create(s_names.TryGetValue(name, out var known) ? known : name.ToString(), pair.DecodeValue().ToString()));
        }
    }

    public void Add(string? encoded) => Add(encoded.AsMemory());

    /// <summary>The value, or null when it is missing or blank: the original makes no difference.</summary>
    public string? Find(string name)
    {
        foreach (var (key, value) in _entries)
        {
            if (ReferenceEquals(key, name) || key == name)
            {
                return string.IsNullOrWhiteSpace(value) ? null : value;
            }
        }

        return null;
    }

    public string Optional(string name, string fallback) => Find(name) ?? fallback;

    /// <exception cref="RefusalException">It is missing or blank.</exception>
    public string Required(string name) => Find(name) ?? throw RefusalException.BadRequest($"Param '{name}' is required.");

    public bool Flag(string name, bool fallback) => Find(name) is { } text ? IsTrue(text) : fallback;

    /// <summary>Anything but a spelling of "true" is false, as the original reads it.</summary>
    public static bool IsTrue(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("on", StringComparison.OrdinalIgnoreCase)
        || text.Equals("yes", StringComparison.OrdinalIgnoreCase) || text.Equals("y", StringComparison.OrdinalIgnoreCase)
        || text.Equals("t", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="RefusalException">It is no whole number.</exception>
    public static int Integer(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw NotANumber(text);

    /// <exception cref="RefusalException">It is no number.</exception>
    public static double Double(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw NotANumber(text);

    private static RefusalException NotANumber(string text) => RefusalException.BadRequest($"For input string: \"{text}\"");

    private async ValueTask<RequestParameters> ReadFormAsync(HttpRequest request)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (result.IsCompleted)
            {
                Add(Encoding.UTF8.GetString(result.Buffer));
                reader.AdvanceTo(result.Buffer.End);
                return this;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
