using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Embedded.Nacos.Registry;

/// <summary>An immutable map of names to texts that keeps the order in which it was written.</summary>
internal sealed class Metadata(Dictionary<string, string> entries) : IReadOnlyDictionary<string, string>
{
    public static Metadata Empty { get; } = new([]);

    public int Count => entries.Count;

    /// <summary>Characters in all names and values together; the registry limits it.</summary>
    public int Length => entries.Sum(static entry => entry.Key.Length + entry.Value.Length);

    public IEnumerable<string> Keys => entries.Keys;

    public IEnumerable<string> Values => entries.Values;

    public string this[string key] => entries[key];

    /// <summary>These entries with <paramref name="other"/> laid over them.</summary>
    public Metadata Merge(Metadata other)
    {
        if (other.Count == 0)
        {
            return this;
        }

        var merged = new Dictionary<string, string>(entries);
        foreach (var (key, value) in other)
        {
            merged[key] = value;
        }

        return new Metadata(merged);
    }

    public Metadata Without(IEnumerable<string> keys)
    {
        var rest = new Dictionary<string, string>(entries);
        foreach (var key in keys)
        {
            rest.Remove(key);
        }

        return new Metadata(rest);
    }

    public bool ContainsKey(string key) => entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
