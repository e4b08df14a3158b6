using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Linear;

/// <summary>Neighbouring diagonals of a matrix as rows of equal length, the highest first; shorter ones are padded at a side.</summary>
internal readonly struct DiagonalBand
{
    private readonly int _high;
    private readonly bool _superRight;
    private readonly bool _subRight;

    /// <param name="low">Lowest diagonal; negative below the main one.</param>
    /// <param name="high">Highest diagonal.</param>
    /// <param name="align">Side of the superdiagonals and of the subdiagonals, such as <c>RIGHT_LEFT</c>.</param>
    /// <param name="rows">Of the matrix.</param>
    /// <param name="columns">Of the matrix.</param>
    public DiagonalBand(int low, int high, string align, int rows, int columns)
    {
        if (low > high || (low <= -rows && rows > 0 && low != 0) || (high >= columns && columns > 0 && high != 0))
        {
            throw TensorFlowException.InvalidArgument($"lower_diag_index {low} and upper_diag_index {high} are out of bound of a matrix of {rows} rows and {columns} columns");
        }

        (_high, Count, Rows, Columns) = (high, high - low + 1, rows, columns);
        _superRight = align.StartsWith("RIGHT", StringComparison.Ordinal);
        _subRight = align.EndsWith("RIGHT", StringComparison.Ordinal);
        Length = Math.Min(rows + Math.Min(high, 0), columns + Math.Min(-low, 0));
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Number of diagonals.</summary>
    public int Count { get; }

    /// <summary>Length of the longest one.</summary>
    public int Length { get; }

    public static DiagonalBand Of(KernelContext context, int input, string align, int rows, int columns)
    {
        var (low, high) = Limits(context, input);
        return new DiagonalBand(low, high, align, rows, columns);
    }

    /// <summary>The input k: one diagonal, or the lowest and the highest; the main one when the op has no such input.</summary>
    public static (int Low, int High) Limits(KernelContext context, int input)
    {
        if (context.InputCount <= input)
        {
            return (0, 0);
        }

        var k = Elements.Integers(context.Input(input));
        return ((int)k[0], (int)k[^1]);
    }

    /// <summary>The matrix cell behind an entry; -1 for padding.</summary>
    public int Cell(int diagonal, int index)
    {
        var d = _high - diagonal;
        var own = Math.Min(Rows + Math.Min(d, 0), Columns - Math.Max(d, 0));
        var at = index - ((d >= 0 ? _superRight : _subRight) ? Length - own : 0);
        return at < 0 || at >= own ? -1 : ((at - Math.Min(d, 0)) * Columns) + at + Math.Max(d, 0);
    }
}
