namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>Greedy non-maximum suppression: the best box stays, boxes that overlap it too much go, and so on.</summary>
internal static class BoxSuppression
{
    /// <summary>Settings of one selection.</summary>
    /// <param name="Most">Boxes at most.</param>
    /// <param name="Overlap">Intersection over union above which a box goes.</param>
    /// <param name="Score">Boxes below do not take part.</param>
    /// <param name="Sigma">Above 0, overlap lowers scores instead of removing boxes ("soft").</param>
    internal readonly record struct Limits(int Most, float Overlap, float Score, float Sigma = 0);

    /// <returns>Numbers of the boxes that stay and their scores, the best first.</returns>
    public static List<(int Box, float Score)> Select(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, in Limits limits) =>
        Select(Corners(boxes), scores.ToArray(), limits);

    /// <summary>The same with overlaps that are given as a matrix.</summary>
    public static List<(int Box, float Score)> Select(Func<int, int, float> overlap, float[] scores, in Limits limits)
    {
        var queue = new PriorityQueue<(int Box, int Seen, float Score), (float, int)>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > limits.Score)
            {
                queue.Enqueue((i, 0, scores[i]), (-scores[i], i));
            }
        }

        var selected = new List<(int Box, float Score)>();
        while (selected.Count < limits.Most && queue.TryDequeue(out var candidate, out _))
        {
            var (box, seen, score) = candidate;
            var original = score;
            var removed = false;
            for (var j = selected.Count - 1; j >= seen && !removed; j--)
            {
                var shared = overlap(box, selected[j].Box);
                score *= shared <= limits.Overlap ? Decay(shared, limits.Sigma) : limits.Sigma > 0 ? Decay(shared, limits.Sigma) : 0;
                removed = score <= limits.Score || (limits.Sigma <= 0 && shared > limits.Overlap);
            }

            if (!removed && score == original)
            {
                selected.Add((box, score));
            }
            else if (!removed)
            {
                queue.Enqueue((box, selected.Count, score), (-score, box));
            }
        }

        return selected;
    }

    private static float Decay(float overlap, float sigma) => sigma > 0 ? MathF.Exp(-0.5f / sigma * overlap * overlap) : 1;

    // Corners may come in any order.
    private static Func<int, int, float> Corners(ReadOnlySpan<float> boxes)
    {
        var own = boxes.ToArray();
        return (a, b) =>
        {
            var (top, left, bottom, right) = Box(own, a);
            var (top2, left2, bottom2, right2) = Box(own, b);
            var (area, area2) = ((bottom - top) * (right - left), (bottom2 - top2) * (right2 - left2));
            if (area <= 0 || area2 <= 0)
            {
                return 0;
            }

            var height = MathF.Max(0, MathF.Min(bottom, bottom2) - MathF.Max(top, top2));
            var width = MathF.Max(0, MathF.Min(right, right2) - MathF.Max(left, left2));
            return height * width / (area + area2 - (height * width));
        };
    }

    private static (float Top, float Left, float Bottom, float Right) Box(float[] boxes, int i)
    {
        var box = boxes.AsSpan(4 * i, 4);
        return (MathF.Min(box[0], box[2]), MathF.Min(box[1], box[3]), MathF.Max(box[0], box[2]), MathF.Max(box[1], box[3]));
    }
}
