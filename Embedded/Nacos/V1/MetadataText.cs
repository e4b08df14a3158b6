using System.Text.Json;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary>Reads metadata as clients write it: a JSON object of scalars, or <c>k=v,k2=v2</c>.</summary>
internal static class MetadataText
{
    /// <exception cref="RefusalException">It is neither; the original answers 500 to that.</exception>
    public static Metadata Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Metadata.Empty;
        }

        return ParseJson(text) ?? ParsePairs(text) ?? throw new RefusalException(
            StatusCodes.Status500InternalServerError,
            $"Server failed, caused: ErrCode:400, ErrMsg:metadata format incorrect:{text};caused: metadata format incorrect:{text};",
            RefusalForm.Document);
    }

    /// <summary>The members of an object as texts; null when a member is not a scalar.</summary>
    public static Metadata? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var entries = new Dictionary<string, string>();
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    entries[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
                    break;
                case JsonValueKind.Null:
                    break;
                default:
                    return null;
            }
        }

        return entries.Count == 0 ? Metadata.Empty : new Metadata(entries);
    }

    private static Metadata? ParseJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Metadata? ParsePairs(string text)
    {
        var entries = new Dictionary<string, string>();
        foreach (var pair in text.TrimEnd(',').Split(','))
        {
            if (pair.Split('=') is not [var key, { Length: > 0 } value])
            {
                return null;
            }

            entries[key] = value;
        }

        return new Metadata(entries);
    }
}
