using System.Collections.Concurrent;
using System.Text;

namespace Embedded.TensorFlowServing.Monitoring;

/// <summary>Counters, cumulative since start.</summary>
internal sealed class CounterFamily(string name, params string[] labels) : Family(name, "counter", labels)
{
    private readonly ConcurrentDictionary<(string, string), Cell> _cells = new();

    /// <summary>Adds to the cell of one or two label values.</summary>
    public void Add(long amount, string first, string second = "")
    {
        var cell = _cells.GetOrAdd((first, second), static (key, family) => new Cell(family.LabelText([key.Item1, key.Item2])), this);
        Interlocked.Add(ref cell.Value, amount);
    }

    protected override void WriteCells(StringBuilder text)
    {
        foreach (var cell in _cells.Values.OrderBy(c => c.Labels, StringComparer.Ordinal))
        {
            text.Append(Name).Append('{').Append(cell.Labels).Append("} ").Append(Volatile.Read(ref cell.Value)).Append('\n');
        }
    }

    private sealed class Cell(string labels)
    {
        public long Value;

        public string Labels => labels;
    }
}
