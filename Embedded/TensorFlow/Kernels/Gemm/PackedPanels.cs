// Pointers: see AlignedFloats.
namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>
/// The right-hand matrix [k, n] cut into panels of <see cref="MicroKernel.PanelWidth"/> columns, each stored k by k, so that the kernel
/// reads it from front to back. The last panel is filled up with zeros. Immutable; threads share it.
/// </summary>
internal sealed unsafe class PackedPanels
{
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
            PackTransposed(matrix[(panel * kernel.PanelWidth * k)..], k, panels.Columns(panel), kernel.PanelWidth, panels.Panel(panel));
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

    /// <summary>Packs one panel out of columns stored as rows; <paramref name="matrix"/> begins at the panel's first column.</summary>
    public static void PackTransposed(ReadOnlySpan<float> matrix, int k, int columns, int panelWidth, float* target)
    {
        var panel = new Span<float>(target, panelWidth * k);
        if (columns < panelWidth)
        {
            panel.Clear();
        }

        for (var column = 0; column < columns; column++)
        {
            var source = matrix.Slice(column * k, k);
            for (var row = 0; row < k; row++)
            {
                panel[(row * panelWidth) + column] = source[row];
            }
        }
    }

    /// <summary>The first float of a panel.</summary>
    public float* Panel(int index) => _data.Pointer + ((long)index * Kernel.PanelWidth * K);

    /// <summary>Columns of a panel that are not filling.</summary>
    public int Columns(int index) => Math.Min(Kernel.PanelWidth, N - (index * Kernel.PanelWidth));

    /// <summary>Keeps the memory alive up to this call.</summary>
    public void KeepAlive() => _data.KeepAlive();
}
