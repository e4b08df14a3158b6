using System.Collections.Frozen;

namespace Embedded.TensorFlow.Kernels;

/// <summary>Every op that this runtime has.</summary>
internal sealed partial class KernelRegistry
{
    private readonly FrozenDictionary<string, KernelEntry> _entries;

    private KernelRegistry()
    {
        var family = new KernelFamilyBuilder();
        AddFamilies(family);
        _entries = family.Entries.ToFrozenDictionary(e => e.Op, StringComparer.Ordinal);
    }

    public static KernelRegistry Default { get; } = new();

    public IEnumerable<KernelEntry> Entries => _entries.Values;

    public KernelEntry? Find(string op) => _entries.GetValueOrDefault(op);

    public bool Has(string op, KernelTraits traits) => Find(op) is { } entry && (entry.Traits & traits) != 0;
}
