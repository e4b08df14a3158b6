// Pointers and unrolling: see Vector256Kernel.cs.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Embedded.TensorFlow.Kernels.Gemm;

internal sealed unsafe partial class Vector256Kernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShortPair(GemmTile* tile)
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
                var a2 = Vector256.Create(*(float*)p1);
                c2_0 = Vector256.FusedMultiplyAdd(a2, b0, c2_0);
                c2_1 = Vector256.FusedMultiplyAdd(a2, b1, c2_1);
                var a3 = Vector256.Create(*(float*)(p1 + s));
                c3_0 = Vector256.FusedMultiplyAdd(a3, b0, c3_0);
                c3_1 = Vector256.FusedMultiplyAdd(a3, b1, c3_1);
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
        Store(tile, o1, r1, 0, c2_0, c2_1);
        Store(tile, o1, r1, t, c3_0, c3_1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShortSingle(GemmTile* tile)
    {
        var s = tile->RowStride;
        var b = tile->B;
        var bias0 = Vector256.Load(tile->Bias);
        var bias1 = Vector256.Load(tile->Bias + 8);

        var c0_0 = bias0;
        var c0_1 = bias1;
        var c1_0 = bias0;
        var c1_1 = bias1;

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
                p0 += sizeof(float);
                b += 16;
            }
        }

        var o0 = (byte*)tile->C0;
        var r0 = (byte*)tile->R0;
        var t = tile->CStride;
        Store(tile, o0, r0, 0, c0_0, c0_1);
        Store(tile, o0, r0, t, c1_0, c1_1);
    }
}
