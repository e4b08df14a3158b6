// Pointers and unrolling: the JIT keeps only plain locals in registers, so every accumulator is one; rows are addressed as
// base + {0, 1, 2} * stride, which the processor's addressing modes take, and every third row has a base of its own.
// AggressiveOptimization: the loops run for milliseconds in their first call, which tiering would spend in unoptimized code.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>AVX-512: 14 × 32 outputs in 28 of 32 registers.</summary>
internal sealed unsafe partial class Vector512Kernel : MicroKernel
{
    // Floats ahead of the panel's use. Weights come from memory once per image: the processor's own prefetching stops at every
    // page, and 4 KiB is what the loop takes while memory answers.
    private const int PrefetchDistance = 1024;

    /// <inheritdoc/>
    public override int StripLength => 7;

    /// <inheritdoc/>
    public override int PanelWidth => 32;

    /// <inheritdoc/>
    public override int ShortStripLength => 4;

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
        var bias0 = Vector512.Load(tile->Bias);
        var bias1 = Vector512.Load(tile->Bias + 16);

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
        var c6_0 = bias0;
        var c6_1 = bias1;
        var c7_0 = bias0;
        var c7_1 = bias1;
        var c8_0 = bias0;
        var c8_1 = bias1;
        var c9_0 = bias0;
        var c9_1 = bias1;
        var c10_0 = bias0;
        var c10_1 = bias1;
        var c11_0 = bias0;
        var c11_1 = bias1;
        var c12_0 = bias0;
        var c12_1 = bias1;
        var c13_0 = bias0;
        var c13_1 = bias1;

        for (var segment = 0; segment < tile->SegmentCount; segment++)
        {
            var offset = tile->Segments[segment];
            var p0 = (byte*)tile->A0 + offset;
            var p0_3 = p0 + (3 * s);
            var p0_6 = p0 + (6 * s);
            var p1 = (byte*)tile->A1 + offset;
            var p1_3 = p1 + (3 * s);
            var p1_6 = p1 + (6 * s);
            for (var k = tile->SegmentLength; k > 0; k--)
            {
                var b0 = Vector512.Load(b);
                var b1 = Vector512.Load(b + 16);
                Prefetch(b);
                var a0 = Vector512.Create(*(float*)p0);
                c0_0 = Vector512.FusedMultiplyAdd(a0, b0, c0_0);
                c0_1 = Vector512.FusedMultiplyAdd(a0, b1, c0_1);
                var a1 = Vector512.Create(*(float*)(p0 + s));
                c1_0 = Vector512.FusedMultiplyAdd(a1, b0, c1_0);
                c1_1 = Vector512.FusedMultiplyAdd(a1, b1, c1_1);
                var a2 = Vector512.Create(*(float*)(p0 + (2 * s)));
                c2_0 = Vector512.FusedMultiplyAdd(a2, b0, c2_0);
                c2_1 = Vector512.FusedMultiplyAdd(a2, b1, c2_1);
                var a3 = Vector512.Create(*(float*)p0_3);
                c3_0 = Vector512.FusedMultiplyAdd(a3, b0, c3_0);
                c3_1 = Vector512.FusedMultiplyAdd(a3, b1, c3_1);
                var a4 = Vector512.Create(*(float*)(p0_3 + s));
                c4_0 = Vector512.FusedMultiplyAdd(a4, b0, c4_0);
                c4_1 = Vector512.FusedMultiplyAdd(a4, b1, c4_1);
                var a5 = Vector512.Create(*(float*)(p0_3 + (2 * s)));
                c5_0 = Vector512.FusedMultiplyAdd(a5, b0, c5_0);
                c5_1 = Vector512.FusedMultiplyAdd(a5, b1, c5_1);
                var a6 = Vector512.Create(*(float*)p0_6);
                c6_0 = Vector512.FusedMultiplyAdd(a6, b0, c6_0);
                c6_1 = Vector512.FusedMultiplyAdd(a6, b1, c6_1);
                var a7 = Vector512.Create(*(float*)p1);
                c7_0 = Vector512.FusedMultiplyAdd(a7, b0, c7_0);
                c7_1 = Vector512.FusedMultiplyAdd(a7, b1, c7_1);
                var a8 = Vector512.Create(*(float*)(p1 + s));
                c8_0 = Vector512.FusedMultiplyAdd(a8, b0, c8_0);
                c8_1 = Vector512.FusedMultiplyAdd(a8, b1, c8_1);
                var a9 = Vector512.Create(*(float*)(p1 + (2 * s)));
                c9_0 = Vector512.FusedMultiplyAdd(a9, b0, c9_0);
                c9_1 = Vector512.FusedMultiplyAdd(a9, b1, c9_1);
                var a10 = Vector512.Create(*(float*)p1_3);
                c10_0 = Vector512.FusedMultiplyAdd(a10, b0, c10_0);
                c10_1 = Vector512.FusedMultiplyAdd(a10, b1, c10_1);
                var a11 = Vector512.Create(*(float*)(p1_3 + s));
                c11_0 = Vector512.FusedMultiplyAdd(a11, b0, c11_0);
                c11_1 = Vector512.FusedMultiplyAdd(a11, b1, c11_1);
                var a12 = Vector512.Create(*(float*)(p1_3 + (2 * s)));
                c12_0 = Vector512.FusedMultiplyAdd(a12, b0, c12_0);
                c12_1 = Vector512.FusedMultiplyAdd(a12, b1, c12_1);
                var a13 = Vector512.Create(*(float*)p1_6);
                c13_0 = Vector512.FusedMultiplyAdd(a13, b0, c13_0);
                c13_1 = Vector512.FusedMultiplyAdd(a13, b1, c13_1);
                p0 += sizeof(float);
                p0_3 += sizeof(float);
                p0_6 += sizeof(float);
                p1 += sizeof(float);
                p1_3 += sizeof(float);
                p1_6 += sizeof(float);
                b += 32;
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
        Store(tile, o0, r0, 3 * t, c3_0, c3_1);
        Store(tile, o0, r0, 4 * t, c4_0, c4_1);
        Store(tile, o0, r0, 5 * t, c5_0, c5_1);
        Store(tile, o0, r0, 6 * t, c6_0, c6_1);
        Store(tile, o1, r1, 0, c7_0, c7_1);
        Store(tile, o1, r1, t, c8_0, c8_1);
        Store(tile, o1, r1, 2 * t, c9_0, c9_1);
        Store(tile, o1, r1, 3 * t, c10_0, c10_1);
        Store(tile, o1, r1, 4 * t, c11_0, c11_1);
        Store(tile, o1, r1, 5 * t, c12_0, c12_1);
        Store(tile, o1, r1, 6 * t, c13_0, c13_1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Single(GemmTile* tile)
    {
        var s = tile->RowStride;
        var b = tile->B;
        var bias0 = Vector512.Load(tile->Bias);
        var bias1 = Vector512.Load(tile->Bias + 16);

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
        var c6_0 = bias0;
        var c6_1 = bias1;

        for (var segment = 0; segment < tile->SegmentCount; segment++)
        {
            var offset = tile->Segments[segment];
            var p0 = (byte*)tile->A0 + offset;
            var p0_3 = p0 + (3 * s);
            var p0_6 = p0 + (6 * s);
            for (var k = tile->SegmentLength; k > 0; k--)
            {
                var b0 = Vector512.Load(b);
                var b1 = Vector512.Load(b + 16);
                Prefetch(b);
                var a0 = Vector512.Create(*(float*)p0);
                c0_0 = Vector512.FusedMultiplyAdd(a0, b0, c0_0);
                c0_1 = Vector512.FusedMultiplyAdd(a0, b1, c0_1);
                var a1 = Vector512.Create(*(float*)(p0 + s));
                c1_0 = Vector512.FusedMultiplyAdd(a1, b0, c1_0);
                c1_1 = Vector512.FusedMultiplyAdd(a1, b1, c1_1);
                var a2 = Vector512.Create(*(float*)(p0 + (2 * s)));
                c2_0 = Vector512.FusedMultiplyAdd(a2, b0, c2_0);
                c2_1 = Vector512.FusedMultiplyAdd(a2, b1, c2_1);
                var a3 = Vector512.Create(*(float*)p0_3);
                c3_0 = Vector512.FusedMultiplyAdd(a3, b0, c3_0);
                c3_1 = Vector512.FusedMultiplyAdd(a3, b1, c3_1);
                var a4 = Vector512.Create(*(float*)(p0_3 + s));
                c4_0 = Vector512.FusedMultiplyAdd(a4, b0, c4_0);
                c4_1 = Vector512.FusedMultiplyAdd(a4, b1, c4_1);
                var a5 = Vector512.Create(*(float*)(p0_3 + (2 * s)));
                c5_0 = Vector512.FusedMultiplyAdd(a5, b0, c5_0);
                c5_1 = Vector512.FusedMultiplyAdd(a5, b1, c5_1);
                var a6 = Vector512.Create(*(float*)p0_6);
                c6_0 = Vector512.FusedMultiplyAdd(a6, b0, c6_0);
                c6_1 = Vector512.FusedMultiplyAdd(a6, b1, c6_1);
                p0 += sizeof(float);
                p0_3 += sizeof(float);
                p0_6 += sizeof(float);
                b += 32;
            }
        }

        var o0 = (byte*)tile->C0;
        var r0 = (byte*)tile->R0;
        var t = tile->CStride;
        Store(tile, o0, r0, 0, c0_0, c0_1);
        Store(tile, o0, r0, t, c1_0, c1_1);
        Store(tile, o0, r0, 2 * t, c2_0, c2_1);
        Store(tile, o0, r0, 3 * t, c3_0, c3_1);
        Store(tile, o0, r0, 4 * t, c4_0, c4_1);
        Store(tile, o0, r0, 5 * t, c5_0, c5_1);
        Store(tile, o0, r0, 6 * t, c6_0, c6_1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(float* b)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(b + PrefetchDistance);
            Sse.Prefetch1(b + PrefetchDistance + 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(GemmTile* tile, byte* c, byte* r, nint offset, Vector512<float> v0, Vector512<float> v1)
    {
        if (r != null)
        {
            v0 += Vector512.Load((float*)(r + offset));
            v1 += Vector512.Load((float*)(r + offset) + 16);
        }

        // The value is the second operand: the x86 instruction returns that one when either is NaN, so a NaN passes.
        var low = Vector512.Create(tile->Low);
        var high = Vector512.Create(tile->High);
        Vector512.MinNative(high, Vector512.MaxNative(low, v0)).Store((float*)(c + offset));
        Vector512.MinNative(high, Vector512.MaxNative(low, v1)).Store((float*)(c + offset) + 16);
    }
}
