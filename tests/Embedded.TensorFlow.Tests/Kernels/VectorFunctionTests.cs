using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Dense;
using Embedded.TensorFlow.Kernels.Elementwise;
using Embedded.TensorFlow.Kernels.Gemm;
using Embedded.TensorFlow.Tests.Convolution;

namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>Functions of float vectors, in every width, beside double precision.</summary>
public sealed class VectorFunctionTests
{
    // A length that no vector divides, and values over the whole range of interest.
    private static readonly float[] s_values = [.. Enumerable.Range(-4503, 9007).Select(i => i / 500f), 0.001f, -1e-30f, 20, -20];

    public static TheoryData<string> Levels => PackedConvolutionTests.Levels;

    [Theory]
    [MemberData(nameof(Levels))]
    public void Erf_is_precise(string level) => Precise<VectorErf>(level, ErrorFunction.Erf, relative: 4e-7, absolute: 1e-30);

    [Theory]
    [MemberData(nameof(Levels))]
    public void Erfc_keeps_its_relative_precision_in_the_tail(string level) => Precise<VectorErfc>(level, ErrorFunction.Erfc, relative: 2e-6, absolute: 1e-37);

    [Theory]
    [MemberData(nameof(Levels))]
    public void Exp_is_precise(string level) => Precise<VectorExp>(level, Math.Exp, relative: 3e-7, absolute: 1e-37);

    [Theory]
    [MemberData(nameof(Levels))]
    public void Exp_ends_in_infinity_and_zero_and_keeps_NaN(string level)
    {
        float[] x = [100, 88.8f, 88.7f, -200, float.NegativeInfinity, float.PositiveInfinity, float.NaN, 0];
        var y = new float[x.Length];

        FloatMap.Run<VectorExp>(x, y, IntraOpPool.Serial, Enum.Parse<SimdLevel>(level));

        y[0].ShouldBe(float.PositiveInfinity);
        y[1].ShouldBe(float.PositiveInfinity);
        y[2].ShouldBeInRange(3.3e38f, float.MaxValue);
        y[3..6].ShouldBe([0, 0, float.PositiveInfinity]);
        y[6].ShouldBe(float.NaN);
        y[7].ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void SoftmaxRow_scales_and_sums_to_one(string level)
    {
        foreach (var columns in (int[])[1, 5, 16, 33, 129])
        {
            var x = Reference.Values(columns, 3 * columns);
            var y = new float[x.Length];

            FloatRows.Run(x, y, columns, new SoftmaxRow(0.7f), IntraOpPool.Serial, Enum.Parse<SimdLevel>(level));

            foreach (var row in Enumerable.Range(0, 3))
            {
                var powers = x.Skip(row * columns).Take(columns).Select(value => Math.Exp(0.7 * value)).ToArray();
                Reference.ShouldMatch(y[(row * columns)..((row + 1) * columns)], Array.ConvertAll(powers, power => power / powers.Sum()), 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public unsafe void LayerNormRow_matches_the_definition(string level)
    {
        foreach (var columns in (int[])[1, 7, 32, 45])
        {
            var (x, gamma, beta) = (Reference.Values(1, 2 * columns), Reference.Values(2, columns), Reference.Values(3, columns));
            var y = new float[x.Length];
            fixed (float* scales = gamma)
            fixed (float* shifts = beta)
            {
                FloatRows.Run(x, y, columns, new LayerNormRow(scales, shifts, 1e-3f), IntraOpPool.Serial, Enum.Parse<SimdLevel>(level));
            }

            foreach (var row in Enumerable.Range(0, 2))
            {
                var values = x.Skip(row * columns).Take(columns).Select(value => (double)value).ToArray();
                var mean = values.Average();
                var scale = 1 / Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + 1e-3);
                Reference.ShouldMatch(y[(row * columns)..((row + 1) * columns)], [.. values.Select((value, i) => ((value - mean) * scale * gamma[i]) + beta[i])], 1e-5);
            }
        }
    }

    private static void Precise<TFunction>(string level, Func<double, double> definition, double relative, double absolute) where TFunction : struct, IVectorFunction
    {
        var y = new float[s_values.Length];

        FloatMap.Run<TFunction>(s_values, y, IntraOpPool.Serial, Enum.Parse<SimdLevel>(level));

        for (var i = 0; i < y.Length; i++)
        {
            var expected = definition(s_values[i]);
            Math.Abs(y[i] - expected).ShouldBeLessThanOrEqualTo((relative * Math.Abs(expected)) + absolute, $"at {s_values[i]}");
        }
    }
}
