using Registry.Bridge;

namespace Agent.ModelTable;

/// <summary>
/// The agent's table: what it has registered and not taken out, entry by entry as the registry confirmed it. Immutable; no I/O.
/// </summary>
internal sealed class LocalTable
{
    private readonly Dictionary<(string Group, string Service), RegistryEntry> _entries;

    private LocalTable(Dictionary<(string Group, string Service), RegistryEntry> entries) => _entries = entries;

    public static LocalTable Empty { get; } = new([]);

    public IEnumerable<RegistryEntry> Entries => _entries.Values;

    public int Count => _entries.Count;

    public IEnumerable<string> Models => _entries.Values.Select(e => e.Model).Distinct(StringComparer.Ordinal);

    public bool HasModel(string model) => _entries.Values.Any(e => e.Model == model);

    /// <summary>What has to be written for the registry to hold exactly the desired entries.</summary>
    public RegistryChange Diff(IReadOnlyCollection<RegistryEntry> desired)
    {
        List<RegistryEntry>? register = null;
        var kept = 0;
        foreach (var entry in desired)
        {
            var known = _entries.TryGetValue((entry.Group, entry.Service), out var own);
            kept += known ? 1 : 0;
            if (!known || !entry.Equals(own))
            {
                (register ??= []).Add(entry);
            }
        }

        if (register is null && kept == _entries.Count)
        {
            return RegistryChange.None;
        }

        var keys = desired.Select(e => (e.Group, e.Service)).ToHashSet();
        return new([.. register ?? []], [.. _entries.Where(e => !keys.Contains(e.Key)).Select(e => e.Value)]);
    }

    /// <summary>The table after the registry has done what it did.</summary>
    public LocalTable With(RegistryOutcome outcome)
    {
        var entries = new Dictionary<(string Group, string Service), RegistryEntry>(_entries);
        foreach (var entry in outcome.Registered)
        {
            entries[(entry.Group, entry.Service)] = entry;
        }

        foreach (var entry in outcome.Deregistered)
        {
            entries.Remove((entry.Group, entry.Service));
        }

        return new(entries);
    }
}
