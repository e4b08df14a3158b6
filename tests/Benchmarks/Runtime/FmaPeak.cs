using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Benchmarks.Runtime;

/// <summary>The machine's multiply-add peak on one thread: 24 independent chains in registers, no memory. The anchor of all ratios.</summary>
internal static class FmaPeak
{
    private const int Steps = 2_000_000;
    private const int Chains = 24;

    /// <summary>GFLOP/s of the widest vectors.</summary>
    public static double Measure()
    {
        var width = Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;
        var (best, _) = Benchmarks.Measure.Seconds(width == 16 ? Run512 : width == 8 ? Run256 : Run128);
        return 2.0 * Steps * Chains * width / best / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run512()
    {
        var x = Vector512.Create(0.999f);
        var c0 = Vector512.Create(0f);
        var c1 = Vector512.Create(1f);
        var c2 = Vector512.Create(2f);
        var c3 = Vector512.Create(3f);
        var c4 = Vector512.Create(4f);
        var c5 = Vector512.Create(5f);
        var c6 = Vector512.Create(6f);
        var c7 = Vector512.Create(7f);
        var c8 = Vector512.Create(8f);
        var c9 = Vector512.Create(9f);
        var c10 = Vector512.Create(10f);
        var c11 = Vector512.Create(11f);
        var c12 = Vector512.Create(12f);
        var c13 = Vector512.Create(13f);
        var c14 = Vector512.Create(14f);
        var c15 = Vector512.Create(15f);
        var c16 = Vector512.Create(16f);
        var c17 = Vector512.Create(17f);
        var c18 = Vector512.Create(18f);
        var c19 = Vector512.Create(19f);
        var c20 = Vector512.Create(20f);
        var c21 = Vector512.Create(21f);
        var c22 = Vector512.Create(22f);
        var c23 = Vector512.Create(23f);
        for (var i = 0; i < Steps; i++)
        {
            c0 = Vector512.FusedMultiplyAdd(x, x, c0);
            c1 = Vector512.FusedMultiplyAdd(x, x, c1);
            c2 = Vector512.FusedMultiplyAdd(x, x, c2);
            c3 = Vector512.FusedMultiplyAdd(x, x, c3);
            c4 = Vector512.FusedMultiplyAdd(x, x, c4);
            c5 = Vector512.FusedMultiplyAdd(x, x, c5);
            c6 = Vector512.FusedMultiplyAdd(x, x, c6);
            c7 = Vector512.FusedMultiplyAdd(x, x, c7);
            c8 = Vector512.FusedMultiplyAdd(x, x, c8);
            c9 = Vector512.FusedMultiplyAdd(x, x, c9);
            c10 = Vector512.FusedMultiplyAdd(x, x, c10);
            c11 = Vector512.FusedMultiplyAdd(x, x, c11);
            c12 = Vector512.FusedMultiplyAdd(x, x, c12);
            c13 = Vector512.FusedMultiplyAdd(x, x, c13);
            c14 = Vector512.FusedMultiplyAdd(x, x, c14);
            c15 = Vector512.FusedMultiplyAdd(x, x, c15);
            c16 = Vector512.FusedMultiplyAdd(x, x, c16);
            c17 = Vector512.FusedMultiplyAdd(x, x, c17);
            c18 = Vector512.FusedMultiplyAdd(x, x, c18);
            c19 = Vector512.FusedMultiplyAdd(x, x, c19);
            c20 = Vector512.FusedMultiplyAdd(x, x, c20);
            c21 = Vector512.FusedMultiplyAdd(x, x, c21);
            c22 = Vector512.FusedMultiplyAdd(x, x, c22);
            c23 = Vector512.FusedMultiplyAdd(x, x, c23);
        }

        Sink<Vector512<float>>.Value = c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11 + c12 + c13 + c14 + c15 + c16 + c17 + c18 + c19 + c20 + c21 + c22 + c23;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run256()
    {
        var x = Vector256.Create(0.999f);
        var c0 = Vector256.Create(0f);
        var c1 = Vector256.Create(1f);
        var c2 = Vector256.Create(2f);
        var c3 = Vector256.Create(3f);
        var c4 = Vector256.Create(4f);
        var c5 = Vector256.Create(5f);
        var c6 = Vector256.Create(6f);
        var c7 = Vector256.Create(7f);
        var c8 = Vector256.Create(8f);
        var c9 = Vector256.Create(9f);
        var c10 = Vector256.Create(10f);
        var c11 = Vector256.Create(11f);
        for (var i = 0; i < Steps * 2; i++)
        {
            c0 = Vector256.FusedMultiplyAdd(x, x, c0);
            c1 = Vector256.FusedMultiplyAdd(x, x, c1);
            c2 = Vector256.FusedMultiplyAdd(x, x, c2);
            c3 = Vector256.FusedMultiplyAdd(x, x, c3);
            c4 = Vector256.FusedMultiplyAdd(x, x, c4);
            c5 = Vector256.FusedMultiplyAdd(x, x, c5);
            c6 = Vector256.FusedMultiplyAdd(x, x, c6);
            c7 = Vector256.FusedMultiplyAdd(x, x, c7);
            c8 = Vector256.FusedMultiplyAdd(x, x, c8);
            c9 = Vector256.FusedMultiplyAdd(x, x, c9);
            c10 = Vector256.FusedMultiplyAdd(x, x, c10);
            c11 = Vector256.FusedMultiplyAdd(x, x, c11);
        }

        Sink<Vector256<float>>.Value = c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run128()
    {
        var x = Vector128.Create(0.999f);
        var c0 = Vector128.Create(0f);
        var c1 = Vector128.Create(1f);
        var c2 = Vector128.Create(2f);
        var c3 = Vector128.Create(3f);
        var c4 = Vector128.Create(4f);
        var c5 = Vector128.Create(5f);
        var c6 = Vector128.Create(6f);
        var c7 = Vector128.Create(7f);
        var c8 = Vector128.Create(8f);
        var c9 = Vector128.Create(9f);
        var c10 = Vector128.Create(10f);
        var c11 = Vector128.Create(11f);
        for (var i = 0; i < Steps * 2; i++)
        {
            c0 = Vector128.MultiplyAddEstimate(x, x, c0);
            c1 = Vector128.MultiplyAddEstimate(x, x, c1);
            c2 = Vector128.MultiplyAddEstimate(x, x, c2);
            c3 = Vector128.MultiplyAddEstimate(x, x, c3);
            c4 = Vector128.MultiplyAddEstimate(x, x, c4);
            c5 = Vector128.MultiplyAddEstimate(x, x, c5);
            c6 = Vector128.MultiplyAddEstimate(x, x, c6);
            c7 = Vector128.MultiplyAddEstimate(x, x, c7);
            c8 = Vector128.MultiplyAddEstimate(x, x, c8);
            c9 = Vector128.MultiplyAddEstimate(x, x, c9);
            c10 = Vector128.MultiplyAddEstimate(x, x, c10);
            c11 = Vector128.MultiplyAddEstimate(x, x, c11);
        }

        Sink<Vector128<float>>.Value = c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11;
    }

    private static class Sink<T>
    {
        public static T? Value { get; set; }
    }
}
