namespace Embedded.TensorFlow.Kernels;

/// <summary>Collects the ops of the families.</summary>
internal sealed class KernelFamilyBuilder
{
    private readonly List<KernelEntry> _entries = [];
    private string _family = "";
    private string _types = "";

    public IReadOnlyList<KernelEntry> Entries => _entries;

    /// <summary>Heading and element types of what follows.</summary>
    public KernelFamilyBuilder Begin(string family, string types)
    {
        _family = family;
        _types = types;
        return this;
    }

    public KernelFamilyBuilder Add(string op, KernelFactory create, KernelTraits traits = KernelTraits.Pure, string notes = "")
    {
        _entries.Add(new KernelEntry(op, _family, _types, create, traits) { Notes = notes });
        return this;
    }

    /// <summary>An op whose kernel needs nothing but its inputs.</summary>
    public KernelFamilyBuilder Add(string op, KernelBody body, KernelTraits traits = KernelTraits.Pure, string notes = "") =>
        Add(op, _ => body, traits, notes);

    /// <summary>Wraps the kernel of an op that another family has added.</summary>
    public KernelFamilyBuilder Extend(string op, Func<KernelFactory, KernelFactory> wrap, string notes)
    {
        var at = _entries.FindIndex(e => e.Op == op);
        var entry = _entries[at];
        _entries[at] = entry with { Create = wrap(entry.Create), Notes = entry.Notes.Length == 0 ? notes : $"{entry.Notes}; {notes}" };
        return this;
    }
}
