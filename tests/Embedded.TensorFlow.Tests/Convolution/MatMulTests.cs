using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Tests.Convolution;

public sealed class MatMulTests
{
    private static readonly (int M, int K, int N)[] s_shapes = [(1, 1, 1), (1, 20, 10), (7, 3, 32), (13, 65, 33), (29, 17, 100), (2, 1024, 97), (300, 512, 40)];

    [Theory]
    [MemberData(nameof(PackedConvolutionTests.Levels), MemberType = typeof(PackedConvolutionTests))]
    public void Run_matches_the_definition(string level)
    {
        var kernel = MicroKernel.Of(Enum.Parse<SimdLevel>(level));
        foreach (var (m, k, n) in s_shapes)
        {
            foreach (var (transposeA, transposeB) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                var (a, b, bias) = (Reference.Values(m, m * k), Reference.Values(n, k * n), Reference.Values(k, n));
                var expected = Reference.Multiply(a, b, m, k, n, transposeA, transposeB);
                Reference.Finish(expected, bias, null, Activation.Relu);
                var actual = new float[m * n];
                var epilogue = new Epilogue { Bias = bias, Activation = Activation.Relu };

                MatMul.Run(a, b, actual, m, k, n, transposeA, transposeB, epilogue, IntraOpPool.Serial, kernel);
                Reference.ShouldMatch(actual, expected, 1e-4);

                if (!transposeA)
                {
                    actual.AsSpan().Clear();
                    PackedMatMul.Create(b, k, n, transposeB, kernel).Run(a, m, actual, epilogue, IntraOpPool.Serial);
                    Reference.ShouldMatch(actual, expected, 1e-4);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(PackedConvolutionTests.Levels), MemberType = typeof(PackedConvolutionTests))]
    public void RunBatch_multiplies_matrices_that_lie_in_larger_tensors(string level)
    {
        // Two heads side by side: rows of 2 · k values, results of 2 · n.
        var kernel = MicroKernel.Of(Enum.Parse<SimdLevel>(level));
        foreach (var (m, k, n) in s_shapes)
        {
            foreach (var transposeB in (bool[])[false, true])
            {
                var (rows, columns) = transposeB ? (n, k) : (k, n);
                var (a, b, actual) = (Reference.Values(m, m * 2 * k), Reference.Values(n, rows * 2 * columns), new float[m * 2 * n]);
                var product = new StridedProduct(m, k, n, 2 * k, 2 * columns, 2 * n, transposeB);

                MatMul.RunBatch(a, b, actual, product, new ProductPlaces([0, k], [0, columns], [0, n]), IntraOpPool.Serial, kernel);

                foreach (var head in (int[])[0, 1])
                {
                    var expected = Reference.Multiply(Head(a, m, k, head), Head(b, rows, columns, head), m, k, n, false, transposeB);
                    Reference.ShouldMatch(Head(actual, m, n, head), expected, 1e-4);
                }
            }
        }
    }

    [Fact]
    public void RunBatch_refuses_a_product_outside_of_its_tensors() => Should.Throw<ArgumentException>(() =>
        MatMul.RunBatch(new float[12], new float[12], new float[12], new StridedProduct(3, 4, 3, 4, 3, 3, false), new ProductPlaces([1], [0], [0]), IntraOpPool.Serial));

    private static float[] Head(float[] values, int rows, int columns, int head) =>
        [.. Enumerable.Range(0, rows).SelectMany(row => values.Skip((((row * 2) + head) * columns)).Take(columns))];

    [Fact]
    public void Run_on_several_threads_matches_the_definition()
    {
        const int M = 310;
        const int K = 512;
        const int N = 70;
        using var pool = new IntraOpPool(3);
        var (a, b, actual) = (Reference.Values(1, M * K), Reference.Values(2, K * N), new float[M * N]);

        MatMul.Run(a, b, actual, M, K, N, false, true, default, pool);

        Reference.ShouldMatch(actual, Reference.Multiply(a, b, M, K, N, false, true), 1e-4);
    }

    [Fact]
    public void Run_of_empty_sums_gives_the_bias()
    {
        var actual = new float[2 * 3];

        MatMul.Run([], [], actual, 2, 0, 3, false, false, new Epilogue { Bias = [1, 2, 3] }, IntraOpPool.Serial);

        actual.ShouldBe([1, 2, 3, 1, 2, 3]);
    }

    [Theory]
    [InlineData(null, 256, SimdLevel.Vector256)]
    [InlineData("512", 256, SimdLevel.Vector256)]
    [InlineData("128", 512, SimdLevel.Vector128)]
    [InlineData("scalar", 512, SimdLevel.Scalar)]
    internal void Parse_never_exceeds_the_machine(string? text, int supported, SimdLevel expected) =>
        SimdLevels.Parse(text, (SimdLevel)supported).ShouldBe(expected);

    [Fact]
    public void Parse_of_another_text_names_the_variable() =>
        Should.Throw<InvalidOperationException>(() => SimdLevels.Parse("avx", SimdLevel.Vector512)).Message.ShouldContain("ROLLCALL_SIMD=avx");
}
