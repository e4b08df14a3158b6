// Pointers and unrolling: see ScalarKernel.cs.
using System.Runtime.CompilerServices;

namespace Embedded.TensorFlow.Kernels.Gemm;

internal sealed unsafe partial class ScalarKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShortPair(GemmTile* tile)
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
                var a1 = *(float*)p1;
                c1_0 = float.MultiplyAddEstimate(a1, b0, c1_0);
                c1_1 = float.MultiplyAddEstimate(a1, b1, c1_1);
                c1_2 = float.MultiplyAddEstimate(a1, b2, c1_2);
                c1_3 = float.MultiplyAddEstimate(a1, b3, c1_3);
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
        Store(tile, o1, r1, 0, c1_0, c1_1, c1_2, c1_3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShortSingle(GemmTile* tile)
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
                p0 += sizeof(float);
                b += 4;
            }
        }

        var o0 = (byte*)tile->C0;
        var r0 = (byte*)tile->R0;
        var t = tile->CStride;
        Store(tile, o0, r0, 0, c0_0, c0_1, c0_2, c0_3);
    }
}
