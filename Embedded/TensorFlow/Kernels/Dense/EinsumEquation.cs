namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>
/// An equation such as <c>abc,cd->abd</c> for two inputs of known rank. <c>...</c> stands for the leading dimensions that are not
/// named; they are numbered from the end and become labels of their own.
/// </summary>
internal sealed record EinsumEquation(int[] Left, int[] Right, int[] Result)
{
    // Beyond any letter.
    private const int FirstEllipsisLabel = 1 << 16;

    /// <returns>Null for an equation that is no product of matrices: other than two inputs, repeated labels, sums over one input.</returns>
    public static EinsumEquation? Parse(string equation, int leftRank, int rightRank)
    {
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var inputs = sides[0].Split(',');
        if (sides.Length != 2 || inputs.Length != 2)
        {
            return null;
        }

        var left = Labels(inputs[0], leftRank, equation);
        var right = Labels(inputs[1], rightRank, equation);
        var unnamed = left.Concat(right).Where(l => l >= FirstEllipsisLabel).Distinct().OrderDescending().ToArray();
        var at = sides[1].IndexOf("...", StringComparison.Ordinal);
        int[] result = at < 0
            ? [.. sides[1].Select(c => (int)c)]
            : [.. sides[1][..at].Select(c => (int)c), .. unnamed, .. sides[1][(at + 3)..].Select(c => (int)c)];
        var known = left.Concat(right).ToHashSet();
        if (!result.All(known.Contains) || result.Distinct().Count() != result.Length || HasRepeats(left) || HasRepeats(right)
            || left.Any(l => !right.Contains(l) && !result.Contains(l)) || right.Any(l => !left.Contains(l) && !result.Contains(l)))
        {
            return null;
        }

        return new EinsumEquation(left, right, result);
    }

    private static bool HasRepeats(int[] labels) => labels.Distinct().Count() != labels.Length;

    private static int[] Labels(string part, int rank, string equation)
    {
        var at = part.IndexOf("...", StringComparison.Ordinal);
        var named = at < 0 ? part.Length : part.Length - 3;
        if (at < 0 ? named != rank : named > rank)
        {
            throw TensorFlowException.InvalidArgument($"Expected input to have rank {named} for equation '{equation}' but got {rank}");
        }

        return at < 0
            ? [.. part.Select(c => (int)c)]
            : [.. part[..at].Select(c => (int)c), .. Enumerable.Range(0, rank - named).Reverse().Select(i => FirstEllipsisLabel + i), .. part[(at + 3)..].Select(c => (int)c)];
    }
}
