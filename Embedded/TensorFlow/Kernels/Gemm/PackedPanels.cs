// Pointers: see AlignedFloats.
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>
/// The right-hand matrix [k, n] cut into panels of <see cref="MicroKernel.PanelWidth"/> columns, each stored k by k, so that the kernel
/// reads it from front to back. The last panel is filled up with zeros. Immutable; threads share it.
/// </summary>
internal sealed unsafe class PackedPanels
{
    // Floats in the vectors that transpose.
    private const int Square = 4;

    private readonly AlignedFloats _data;

    private PackedPanels(MicroKernel kernel, int k, int n)
    {
        Kernel = kernel;
        K = k;
        N = n;
        Count = (n + kernel.PanelWidth - 1) / kernel.PanelWidth;
        _data = new AlignedFloats((long)Count * kernel.PanelWidth * k);
    }

    /// <summary>The kernel the panels are cut for.</summary>
    public MicroKernel Kernel { get; }

    /// <summary>Rows of the matrix.</summary>
    public int K { get; }

    /// <summary>Columns of the matrix.</summary>
    public int N { get; }

    /// <summary>Number of panels.</summary>
    public int Count { get; }

    /// <summary>Packs a matrix whose rows lie <paramref name="rowPitch"/> floats apart.</summary>
    public static PackedPanels FromRows(MicroKernel kernel, ReadOnlySpan<float> matrix, int k, int n, int rowPitch)
    {
        var panels = new PackedPanels(kernel, k, n);
        for (var panel = 0; panel < panels.Count; panel++)
        {
            PackRows(matrix[(panel * kernel.PanelWidth)..], k, panels.Columns(panel), rowPitch, kernel.PanelWidth, panels.Panel(panel));
        }

        return panels;
    }

    /// <summary>Packs the transpose of a row-major [n, k] matrix.</summary>
    public static PackedPanels FromTransposed(MicroKernel kernel, ReadOnlySpan<float> matrix, int k, int n)
    {
        var panels = new PackedPanels(kernel, k, n);
        for (var panel = 0; panel < panels.Count; panel++)
        {
            PackTransposed(matrix[(panel * kernel.PanelWidth * k)..], k, panels.Columns(panel), k, kernel.PanelWidth, panels.Panel(panel));
        }

        return panels;
    }

    /// <summary>Packs one panel out of rows; <paramref name="matrix"/> begins at the panel's first column.</summary>
    public static void PackRows(ReadOnlySpan<float> matrix, int k, int columns, int rowPitch, int panelWidth, float* target)
    {
        for (var row = 0; row < k; row++, target += panelWidth)
        {
            var line = new Span<float>(target, panelWidth);
            matrix.Slice(row * rowPitch, columns).CopyTo(line);
            line[columns..].Clear();
        }
    }

    /// <summary>Packs one panel out of columns stored as rows, <paramref name="pitch"/> floats apart; <paramref name="matrix"/> begins at the panel's first column.</summary>
    public static void PackTransposed(ReadOnlySpan<float> matrix, int k, int columns, int pitch, int panelWidth, float* target)
    {
        if (columns < panelWidth)
        {
            new Span<float>(target, panelWidth * k).Clear();
        }

        var column = 0;
        fixed (float* source = matrix)
        {
            for (; column <= columns - Square; column += Square)
            {
                // Reads the last column's end before anything is written: the pointers below are not checked.
                _ = matrix[((column + Square - 1) * pitch) + k - 1];
                TransposeSquares(source + ((nint)column * pitch), k, pitch, panelWidth, target + column);
            }
        }

        for (; column < columns; column++)
        {
            var line = matrix.Slice(column * pitch, k);
            for (var row = 0; row < k; row++)
            {
                target[((nint)row * panelWidth) + column] = line[row];
            }
        }
    }

    // Four lines at once: a vector of each becomes, in two rounds of exchange, a vector of each of four rows.
    private static void TransposeSquares(float* source, int k, int pitch, int panelWidth, float* target)
    {
        var row = 0;
        for (; row <= k - Square; row += Square)
        {
            var a = Vector128.Load(source + row);
            var b = Vector128.Load(source + pitch + row);
            var c = Vector128.Load(source + (2 * (nint)pitch) + row);
            var d = Vector128.Load(source + (3 * (nint)pitch) + row);
            var (lowAc, highAc) = Zip(a, c);
            var (lowBd, highBd) = Zip(b, d);
            var (first, second) = Zip(lowAc, lowBd);
            var (third, fourth) = Zip(highAc, highBd);
            first.Store(target);
            second.Store(target + panelWidth);
            third.Store(target + (2 * panelWidth));
            fourth.Store(target + (3 * panelWidth));
            target += Square * panelWidth;
        }

        for (; row < k; row++, target += panelWidth)
        {
            for (var line = 0; line < Square; line++)
            {
                target[line] = source[(line * (nint)pitch) + row];
            }
        }
    }

    // The instruction of the machine where it has one; shuffles of two vectors otherwise.
    private static (Vector128<float> Low, Vector128<float> High) Zip(Vector128<float> x, Vector128<float> y)
    {
        if (Sse.IsSupported)
        {
            return (Sse.UnpackLow(x, y), Sse.UnpackHigh(x, y));
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return (AdvSimd.Arm64.ZipLow(x, y), AdvSimd.Arm64.ZipHigh(x, y));
        }

        return (Vector128.Create(x[0], y[0], x[1], y[1]), Vector128.Create(x[2], y[2], x[3], y[3]));
    }

    /// <summary>The first float of a panel.</summary>
    public float* Panel(int index) => _data.Pointer + ((long)index * Kernel.PanelWidth * K);

    /// <summary>Columns of a panel that are not filling.</summary>
    public int Columns(int index) => Math.Min(Kernel.PanelWidth, N - (index * Kernel.PanelWidth));

    /// <summary>Keeps the memory alive up to this call.</summary>
    public void KeepAlive() => _data.KeepAlive();
}
