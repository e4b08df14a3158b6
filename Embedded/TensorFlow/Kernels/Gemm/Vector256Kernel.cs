// Pointers and unrolling: the JIT keeps only plain locals in registers, so every accumulator is one; rows are addressed as
// base + {0, 1, 2} * stride, which the processor's addressing modes take, and every third row has a base of its own.
// AggressiveOptimization: the loops run for milliseconds in their first call, which tiering would spend in unoptimized code.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>AVX2 with FMA: 6 × 16 outputs in 12 of 16 registers.</summary>
internal sealed unsafe partial class Vector256Kernel : MicroKernel
{
    // Floats ahead of the panel's use. Weights come from memory once per image: the processor's own prefetching stops at every
    // page, and 4 KiB is what the loop takes while memory answers.
    private const int PrefetchDistance = 1024;

    /// <inheritdoc/>
    public override int StripLength => 3;

    /// <inheritdoc/>
    public override int PanelWidth => 16;

    /// <inheritdoc/>
    public override int ShortStripLength => 2;

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
        var bias0 = Vector256.Load(tile->Bias);
        var bias1 = Vector256.Load(tile->Bias + 8);

        var c0_0 = bias0;
        var c0_1 = bias1;
        var c1_0 = bias0;
        var c1_1 = bias1;
        var c2_0 = bias0;
        var c2_1 = bias1;
        var c3_0 = bias0;
        var c3_1 = bias1;
        var c4_0 = bias0;
        var c4_1 = bias1;
        var c5_0 = bias0;
        var c5_1 = bias1;

        for (var segment = 0; segment < tile->SegmentCount; segment++)
        {
            var offset = tile->Segments[segment];
            var p0 = (byte*)tile->A0 + offset;
            var p1 = (byte*)tile->A1 + offset;
            for (var k = tile->SegmentLength; k > 0; k--)
            {
                var b0 = Vector256.Load(b);
                var b1 = Vector256.Load(b + 8);
                Prefetch(b);
                var a0 = Vector256.Create(*(float*)p0);
                c0_0 = Vector256.FusedMultiplyAdd(a0, b0, c0_0);
                c0_1 = Vector256.FusedMultiplyAdd(a0, b1, c0_1);
                var a1 = Vector256.Create(*(float*)(p0 + s));
                c1_0 = Vector256.FusedMultiplyAdd(a1, b0, c1_0);
                c1_1 = Vector256.FusedMultiplyAdd(a1, b1, c1_1);
                var a2 = Vector256.Create(*(float*)(p0 + (2 * s)));
                c2_0 = Vector256.FusedMultiplyAdd(a2, b0, c2_0);
                c2_1 = Vector256.FusedMultiplyAdd(a2, b1, c2_1);
                var a3 = Vector256.Create(*(float*)p1);
                c3_0 = Vector256.FusedMultiplyAdd(a3, b0, c3_0);
                c3_1 = Vector256.FusedMultiplyAdd(a3, b1, c3_1);
                var a4 = Vector256.Create(*(float*)(p1 + s));
                c4_0 = Vector256.FusedMultiplyAdd(a4, b0, c4_0);
                c4_1 = Vector256.FusedMultiplyAdd(a4, b1, c4_1);
                var a5 = Vector256.Create(*(float*)(p1 + (2 * s)));
                c5_0 = Vector256.FusedMultiplyAdd(a5, b0, c5_0);
                c5_1 = Vector256.FusedMultiplyAdd(a5, b1, c5_1);
                p0 += sizeof(float);
                p1 += sizeof(float);
                b += 16;
            }
        }

        var o0 = (byte*)tile->C0;
        var r0 = (byte*)tile->R0;
        var o1 = (byte*)tile->C1;
        var r1 = (byte*)tile->R1;
        var t = tile->CStride;
        Store(tile, o0, r0, 0, c0_0, c0_1);
        Store(tile, o0, r0, t, c1_0, c1_1);
        Store(tile, o0, r0, 2 * t, c2_0, c2_1);
        Store(tile, o1, r1, 0, c3_0, c3_1);
        Store(tile, o1, r1, t, c4_0, c4_1);
        Store(tile, o1, r1, 2 * t, c5_0, c5_1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Single(GemmTile* tile)
    {
        var s = tile->RowStride;
        var b = tile->B;
        var bias0 = Vector256.Load(tile->Bias);
        var bias1 = Vector256.Load(tile->Bias + 8);

        var c0_0 = bias0;
        var c0_1 = bias1;
        var c1_0 = bias0;
        var c1_1 = bias1;
        var c2_0 = bias0;
        var c2_1 = bias1;

        for (var segment = 0; segment < tile->SegmentCount; segment++)
        {
            var offset = tile->Segments[segment];
            var p0 = (byte*)tile->A0 + offset;
            for (var k = tile->SegmentLength; k > 0; k--)
            {
                var b0 = Vector256.Load(b);
                var b1 = Vector256.Load(b + 8);
                Prefetch(b);
                var a0 = Vector256.Create(*(float*)p0);
                c0_0 = Vector256.FusedMultiplyAdd(a0, b0, c0_0);
                c0_1 = Vector256.FusedMultiplyAdd(a0, b1, c0_1);
                var a1 = Vector256.Create(*(float*)(p0 + s));
                c1_0 = Vector256.FusedMultiplyAdd(a1, b0, c1_0);
                c1_1 = Vector256.FusedMultiplyAdd(a1, b1, c1_1);
                var a2 = Vector256.Create(*(float*)(p0 + (2 * s)));
                c2_0 = Vector256.FusedMultiplyAdd(a2, b0, c2_0);
                c2_1 = Vector256.FusedMultiplyAdd(a2, b1, c2_1);
                p0 += sizeof(float);
                b += 16;
            }
        }

        var o0 = (byte*)tile->C0;
        var r0 = (byte*)tile->R0;
        var t = tile->CStride;
        Store(tile, o0, r0, 0, c0_0, c0_1);
        Store(tile, o0, r0, t, c1_0, c1_1);
        Store(tile, o0, r0, 2 * t, c2_0, c2_1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(float* b)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(b + PrefetchDistance);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(GemmTile* tile, byte* c, byte* r, nint offset, Vector256<float> v0, Vector256<float> v1)
    {
        if (r != null)
        {
            v0 += Vector256.Load((float*)(r + offset));
            v1 += Vector256.Load((float*)(r + offset) + 8);
        }

        // The value is the second operand: the x86 instruction returns that one when either is NaN, so a NaN passes.
        var low = Vector256.Create(tile->Low);
        var high = Vector256.Create(tile->High);
        Vector256.MinNative(high, Vector256.MaxNative(low, v0)).Store((float*)(c + offset));
        Vector256.MinNative(high, Vector256.MaxNative(low, v1)).Store((float*)(c + offset) + 8);
    }
}
