using System.Text;

namespace Agent.Polling;

/// <summary>The models to ask the node about: those of its monitoring text and those of the configuration.</summary>
internal sealed class ModelNames
{
    private readonly List<Known> _known = [];
    private int _round;

    public ModelNames(IEnumerable<string> configured)
    {
        foreach (var name in configured.Distinct(StringComparer.Ordinal))
        {
            _known.Add(new(name, Encoding.UTF8.GetBytes(name), configured: true));
        }
    }

    public bool IsEmpty => _known.Count == 0;

    public int Count => _known.Count;

    public string this[int index] => _known[index].Name;

    /// <summary>A reading of the monitoring text begins.</summary>
    public void Begin() => _round++;

    /// <summary>The text names a model.</summary>
    public void See(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return;
        }

        foreach (var known in _known)
        {
            if (name.SequenceEqual(known.Utf8))
            {
                known.Round = _round;
                return;
            }
        }

        _known.Add(new(Encoding.UTF8.GetString(name), name.ToArray(), configured: false) { Round = _round });
    }

    /// <summary>The reading is complete: what it did not name any more is forgotten (the server has been started anew).</summary>
    public void End() => _known.RemoveAll(k => !k.Configured && k.Round != _round);

    private sealed class Known(string name, byte[] utf8, bool configured)
    {
        public string Name => name;

        public byte[] Utf8 => utf8;

        public bool Configured => configured;

        public int Round { get; set; }
    }
}
