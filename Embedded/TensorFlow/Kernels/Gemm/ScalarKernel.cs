// Pointers and unrolling: the JIT keeps only plain locals in registers, so every accumulator is one; rows are addressed as
// base + {0, 1, 2} * stride, which the processor's addressing modes take, and every third row has a base of its own.
// AggressiveOptimization: the loops run for milliseconds in their first call, which tiering would spend in unoptimized code.
using System.Runtime.CompilerServices;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>Plain floats: 4 × 4 outputs. The fallback, and what the others are tested beside.</summary>
internal sealed unsafe partial class ScalarKernel : MicroKernel
{
    /// <inheritdoc/>
    public override int StripLength => 2;

    /// <inheritdoc/>
    public override int PanelWidth => 4;

    /// <inheritdoc/>
    public override int ShortStripLength => 1;

    /// <inheritdoc/>
    protected override void RunPair(GemmTile* tile) => Pair(tile);

    /// <inheritdoc/>
    protected override void RunSingle(GemmTile* tile) => Single(tile);

    /// <inheritdoc/>
    protected override void RunShortPair(GemmTile* tile) => ShortPair(tile);

    /// <inheritdoc/>
    protected override void RunShortSingle(GemmTile* tile) => ShortSingle(tile);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pair(GemmTile* tile)
    {
        var s = tile->RowStride;
        var b = tile->B;
        var bias0 = tile->Bias[0];
        var bias1 = tile->Bias[1];
        var bias2 = tile->Bias[2];
        var bias3 = tile->Bias[3];

        var c0_0 = bias0;
        var c0_1 = bias1;
        var c0_2 = bias2;
        var c0_3 = bias3;
        var c1_0 = bias0;
        var c1_1 = bias1;
        var c1_2 = bias2;
        var c1_3 = bias3;
        var c2_0 = bias0;
        var c2_1 = bias1;
        var c2_2 = bias2;
        var c2_3 = bias3;
        var c3_0 = bias0;
        var c3_1 = bias1;
        var c3_2 = bias2;
        var c3_3 = bias3;

        for (var segment = 0; segment < tile->SegmentCount; segment++)
        {
            var offset = tile->Segments[segment];
            var p0 = (byte*)tile->A0 + offset;
            var p1 = (byte*)tile->A1 + offset;
            for (var k = tile->SegmentLength; k > 0; k--)
            {
                var b0 = b[0];
                var b1 = b[1];
                var b2 = b[2];
                var b3 = b[3];
                var a0 = *(float*)p0;
                c0_0 = float.MultiplyAddEstimate(a0, b0, c0_0);
                c0_1 = float.MultiplyAddEstimate(a0, b1, c0_1);
                c0_2 = float.MultiplyAddEstimate(a0, b2, c0_2);
                c0_3 = float.MultiplyAddEstimate(a0, b3, c0_3);
                var a1 = *(float*)(p0 + s);
                c1_0 = float.MultiplyAddEstimate(a1, b0, c1_0);
                c1_1 = float.MultiplyAddEstimate(a1, b1, c1_1);
                c1_2 = float.MultiplyAddEstimate(a1, b2, c1_2);
                c1_3 = float.MultiplyAddEstimate(a1, b3, c1_3);
                var a2 = *(float*)p1;
                c2_0 = float.MultiplyAddEstimate(a2, b0, c2_0);
                c2_1 = float.MultiplyAddEstimate(a2, b1, c2_1);
                c2_2 = float.MultiplyAddEstimate(a2, b2, c2_2);
                c2_3 = float.MultiplyAddEstimate(a2, b3, c2_3);
                var a3 = *(float*)(p1 + s);
                c3_0 = float.MultiplyAddEstimate(a3, b0, c3_0);
                c3_1 = float.MultiplyAddEstimate(a3, b1, c3_1);
                c3_2 = float.MultiplyAddEstimate(a3, b2, c3_2);
                c3_3 = float.MultiplyAddEstimate(a3, b3, c3_3);
                p0 += sizeof(float);
                p1 += sizeof(float);
                b += 4;
            }
        }

        var o0 = (byte*)tile->C0;
        var r0 = (byte*)tile->R0;
        var o1 = (byte*)tile->C1;
        var r1 = (byte*)tile->R1;
        var t = tile->CStride;
        Store(tile, o0, r0, 0, c0_0, c0_1, c0_2, c0_3);
        Store(tile, o0, r0, t, c1_0, c1_1, c1_2, c1_3);
        Store(tile, o1, r1, 0, c2_0, c2_1, c2_2, c2_3);
        Store(tile, o1, r1, t, c3_0, c3_1, c3_2, c3_3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Single(GemmTile* tile)
    {
        var s = tile->RowStride;
        var b = tile->B;
        var bias0 = tile->Bias[0];
        var bias1 = tile->Bias[1];
        var bias2 = tile->Bias[2];
        var bias3 = tile->Bias[3];

        var c0_0 = bias0;
        var c0_1 = bias1;
        var c0_2 = bias2;
        var c0_3 = bias3;
        var c1_0 = bias0;
        var c1_1 = bias1;
        var c1_2 = bias2;
        var c1_3 = bias3;

        for (var segment = 0; segment < tile->SegmentCount; segment++)
        {
            var offset = tile->Segments[segment];
            var p0 = (byte*)tile->A0 + offset;
            for (var k = tile->SegmentLength; k > 0; k--)
            {
                var b0 = b[0];
                var b1 = b[1];
                var b2 = b[2];
                var b3 = b[3];
                var a0 = *(float*)p0;
                c0_0 = float.MultiplyAddEstimate(a0, b0, c0_0);
                c0_1 = float.MultiplyAddEstimate(a0, b1, c0_1);
                c0_2 = float.MultiplyAddEstimate(a0, b2, c0_2);
                c0_3 = float.MultiplyAddEstimate(a0, b3, c0_3);
                var a1 = *(float*)(p0 + s);
                c1_0 = float.MultiplyAddEstimate(a1, b0, c1_0);
                c1_1 = float.MultiplyAddEstimate(a1, b1, c1_1);
                c1_2 = float.MultiplyAddEstimate(a1, b2, c1_2);
                c1_3 = float.MultiplyAddEstimate(a1, b3, c1_3);
                p0 += sizeof(float);
                b += 4;
            }
        }

        var o0 = (byte*)tile->C0;
        var r0 = (byte*)tile->R0;
        var t = tile->CStride;
        Store(tile, o0, r0, 0, c0_0, c0_1, c0_2, c0_3);
        Store(tile, o0, r0, t, c1_0, c1_1, c1_2, c1_3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(GemmTile* tile, byte* c, byte* r, nint offset, float v0, float v1, float v2, float v3)
    {
        if (r != null)
        {
            v0 += ((float*)(r + offset))[0];
            v1 += ((float*)(r + offset))[1];
            v2 += ((float*)(r + offset))[2];
            v3 += ((float*)(r + offset))[3];
        }

        // Written so that a NaN passes: every comparison with it is false.
        ((float*)(c + offset))[0] = v0 < tile->Low ? tile->Low : v0 > tile->High ? tile->High : v0;
        ((float*)(c + offset))[1] = v1 < tile->Low ? tile->Low : v1 > tile->High ? tile->High : v1;
        ((float*)(c + offset))[2] = v2 < tile->Low ? tile->Low : v2 > tile->High ? tile->High : v2;
        ((float*)(c + offset))[3] = v3 < tile->Low ? tile->Low : v3 > tile->High ? tile->High : v3;
    }
}
