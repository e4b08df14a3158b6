// Pointers: see GemmTile.
using System.Runtime.CompilerServices;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>Runs strips of a <see cref="StripGrid"/> against packed panels, two strips to a tile, panel by panel.</summary>
internal static unsafe class StripGemm
{
    /// <summary>All pairs of a range of strips times a range of panels.</summary>
    public static void Run(in StripGrid grid, int firstStrip, int lastStrip, PackedPanels panels, int firstPanel, int lastPanel)
    {
        for (var panel = firstPanel; panel < lastPanel; panel++)
        {
            var column = panel * panels.Kernel.PanelWidth;
            RunPanel(panels.Kernel, grid, firstStrip, lastStrip, panels.Panel(panel), column, panels.Columns(panel));
        }

        panels.KeepAlive();
    }

    /// <summary>A range of strips times one panel, which begins at <paramref name="column"/> and has <paramref name="columns"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunPanel(MicroKernel kernel, in StripGrid grid, int firstStrip, int lastStrip, float* panel, int column, int columns)
    {
        var length = grid.StripLength;
        var width = kernel.PanelWidth;
        var bias = stackalloc float[width];
        new Span<float>(bias, width).Clear();
        if (grid.Bias != null)
        {
            new ReadOnlySpan<float>(grid.Bias + column, columns).CopyTo(new Span<float>(bias, width));
        }

        var edge = stackalloc float[MicroKernel.MaxTile];
        GemmTile tile;
        tile.RowStride = grid.APixelPitch;
        tile.Segments = grid.Segments;
        tile.SegmentCount = grid.SegmentCount;
        tile.SegmentLength = grid.SegmentLength;
        tile.B = panel;
        tile.Bias = bias;

        var line = firstStrip / grid.StripsPerLine;
        var x = (firstStrip - (line * grid.StripsPerLine)) * length;
        for (var strip = firstStrip; strip < lastStrip; strip += 2)
        {
            var first = At(grid, line, x, length, column);
            Advance(grid, ref line, ref x, length);
            var pair = strip + 1 < lastStrip;
            var second = pair ? At(grid, line, x, length, column) : first;
            if (pair)
            {
                Advance(grid, ref line, ref x, length);
            }

            tile.A0 = first.A;
            tile.A1 = second.A;
            if (columns == width && first.Rows == length && second.Rows == length)
            {
                tile.C0 = first.C;
                tile.C1 = second.C;
                tile.R0 = first.R;
                tile.R1 = second.R;
                tile.CStride = grid.CPixelPitch;
                tile.Low = grid.Low;
                tile.High = grid.High;
                kernel.Run(&tile, length, pair);
            }
            else
            {
                RunEdge(kernel, grid, &tile, first, second, pair, columns, edge);
            }
        }
    }

    private static void RunEdge(
        MicroKernel kernel, in StripGrid grid, GemmTile* tile, in Strip first, in Strip second, bool pair, int columns, float* edge)
    {
        var width = kernel.PanelWidth;
        tile->C0 = edge;
        tile->C1 = edge + (grid.StripLength * width);
        tile->R0 = null;
        tile->R1 = null;
        tile->CStride = width * sizeof(float);
        tile->Low = float.NegativeInfinity;
        tile->High = float.PositiveInfinity;
        kernel.Run(tile, grid.StripLength, pair);
        Finish(grid, first, tile->C0, width, columns);
        if (pair)
        {
            Finish(grid, second, tile->C1, width, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish(in StripGrid grid, in Strip strip, float* sums, int width, int columns)
    {
        var (low, high) = (Float128.Create(grid.Low), Float128.Create(grid.High));
        for (var row = 0; row < strip.Rows; row++, sums += width)
        {
            var target = (float*)((byte*)strip.C + (row * grid.CPixelPitch));
            var residual = strip.R == null ? null : (float*)((byte*)strip.R + (row * grid.CPixelPitch));
            var i = 0;
            for (; i <= columns - Float128.Count; i += Float128.Count)
            {
                var value = Float128.Load(sums + i);
                Float128.Clamp(low, high, residual == null ? value : value + Float128.Load(residual + i)).Store(target + i);
            }

            for (; i < columns; i++)
            {
                var value = sums[i] + (residual == null ? 0f : residual[i]);
                target[i] = value < grid.Low ? grid.Low : value > grid.High ? grid.High : value;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance(in StripGrid grid, ref int line, ref int x, int length)
    {
        x += length;
        if (x >= grid.Width)
        {
            x = 0;
            line++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Strip At(in StripGrid grid, int line, int x, int length, int column)
    {
        var offset = (((nint)line * grid.Width) + x) * grid.CPixelPitch;
        Strip strip;
        strip.A = (float*)(grid.A + (line * grid.ALinePitch) + (x * grid.APixelPitch));
        strip.C = (float*)(grid.C + offset) + column;
        strip.R = grid.R == null ? null : (float*)(grid.R + offset) + column;
        strip.Rows = Math.Min(length, grid.Width - x);
        return strip;
    }

    private struct Strip
    {
        public float* A, C, R;
        public int Rows;
    }
}
