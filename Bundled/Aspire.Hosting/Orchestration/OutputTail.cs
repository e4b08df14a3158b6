using System.Text.RegularExpressions;

namespace Aspire.Hosting.Orchestration;

/// <summary>The last lines that a process printed, to explain its end.</summary>
internal sealed partial class OutputTail
{
    // Enough for a message and the head of a stack trace.
    private const int Lines = 8;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        lock (_gate)
        {
            if (_lines.Count == Lines)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    public string Text()
    {
        lock (_gate)
        {
            return string.Concat(_lines.Where(l => l.Length > 0).Select(l => $"{Environment.NewLine}    {EscapeSequences().Replace(l, "")}"));
        }
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]")]
    private static partial Regex EscapeSequences();
}
