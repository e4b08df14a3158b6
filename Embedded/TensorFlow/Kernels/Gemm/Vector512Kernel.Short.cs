// Pointers and unrolling: see Vector512Kernel.cs.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Embedded.TensorFlow.Kernels.Gemm;

internal sealed unsafe partial class Vector512Kernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShortPair(GemmTile* tile)
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

        for (var segment = 0; segment < tile->SegmentCount; segment++)
        {
            var offset = tile->Segments[segment];
            var p0 = (byte*)tile->A0 + offset;
            var p0_3 = p0 + (3 * s);
            var p1 = (byte*)tile->A1 + offset;
            var p1_3 = p1 + (3 * s);
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
                var a4 = Vector512.Create(*(float*)p1);
                c4_0 = Vector512.FusedMultiplyAdd(a4, b0, c4_0);
                c4_1 = Vector512.FusedMultiplyAdd(a4, b1, c4_1);
                var a5 = Vector512.Create(*(float*)(p1 + s));
                c5_0 = Vector512.FusedMultiplyAdd(a5, b0, c5_0);
                c5_1 = Vector512.FusedMultiplyAdd(a5, b1, c5_1);
                var a6 = Vector512.Create(*(float*)(p1 + (2 * s)));
                c6_0 = Vector512.FusedMultiplyAdd(a6, b0, c6_0);
                c6_1 = Vector512.FusedMultiplyAdd(a6, b1, c6_1);
                var a7 = Vector512.Create(*(float*)p1_3);
                c7_0 = Vector512.FusedMultiplyAdd(a7, b0, c7_0);
                c7_1 = Vector512.FusedMultiplyAdd(a7, b1, c7_1);
                p0 += sizeof(float);
                p0_3 += sizeof(float);
                p1 += sizeof(float);
                p1_3 += sizeof(float);
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
        Store(tile, o1, r1, 0, c4_0, c4_1);
        Store(tile, o1, r1, t, c5_0, c5_1);
        Store(tile, o1, r1, 2 * t, c6_0, c6_1);
        Store(tile, o1, r1, 3 * t, c7_0, c7_1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShortSingle(GemmTile* tile)
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

        for (var segment = 0; segment < tile->SegmentCount; segment++)
        {
            var offset = tile->Segments[segment];
            var p0 = (byte*)tile->A0 + offset;
            var p0_3 = p0 + (3 * s);
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
                p0 += sizeof(float);
                p0_3 += sizeof(float);
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
    }
}
