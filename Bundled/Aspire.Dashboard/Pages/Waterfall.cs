using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Pages;

/// <summary>A span and its place in the tree of a trace.</summary>
internal readonly record struct WaterfallRow(SpanRecord Span, int Depth, bool HasChildren);

/// <summary>Brings spans into the order in which a waterfall shows them: children below their parents, siblings by their start.</summary>
internal static class Waterfall
{
    public static List<WaterfallRow> Order(IReadOnlyCollection<SpanRecord> spans)
    {
        // The same span may have come twice.
        var distinct = spans.DistinctBy(s => s.SpanId).ToArray();
        var here = distinct.Select(s => s.SpanId).ToHashSet();
        var children = distinct.Where(s => here.Contains(s.ParentId) && s.ParentId != s.SpanId).ToLookup(s => s.ParentId);
        var rows = new List<WaterfallRow>(distinct.Length);
        var placed = new HashSet<ulong>();

        // A stack and no recursion: a chain of spans may be as long as its sender likes.
        var waiting = new Stack<(SpanRecord Span, int Depth)>(distinct.Where(s => !here.Contains(s.ParentId) || s.ParentId == s.SpanId).OrderByDescending(s => s.Start).Select(s => (s, 0)));
        Place();

        // What is left are spans that are each other's ancestors, from a sender with an error.
        foreach (var span in distinct.Where(s => !placed.Contains(s.SpanId)).OrderBy(s => s.Start).ToArray())
        {
            waiting.Push((span, 0));
            Place();
        }

        return rows;

        void Place()
        {
            while (waiting.TryPop(out var next))
            {
                if (!placed.Add(next.Span.SpanId))
                {
                    continue;
                }

                rows.Add(new(next.Span, next.Depth, children.Contains(next.Span.SpanId)));
                foreach (var child in children[next.Span.SpanId].OrderByDescending(s => s.Start))
                {
                    waiting.Push((child, next.Depth + 1));
                }
            }
        }
    }
}
