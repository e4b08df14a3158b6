using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Tests.Convolution;

public sealed class PackedConvolutionTests
{
    public static TheoryData<string> Levels { get; } =
        new(Enum.GetValues<SimdLevel>().Where(level => level <= SimdLevels.Supported).Select(level => level.ToString()));

    // batch, height, width, input channels, output channels, groups; window: h, w, stride h, w, dilation h, w; scheme.
    private static readonly (int[] Shape, Window2D Window, PaddingScheme Scheme, Padding2D Explicit)[] s_cases =
    [
        ([1, 1, 1, 1, 1, 1], new(1, 1), PaddingScheme.Valid, default),
        ([1, 7, 7, 3, 5, 1], new(1, 1), PaddingScheme.Valid, default),
        ([2, 7, 7, 16, 32, 1], new(1, 1), PaddingScheme.Same, default),
        ([3, 5, 9, 4, 33, 1], new(1, 1), PaddingScheme.Valid, default),
        ([1, 14, 14, 8, 64, 1], new(3, 3), PaddingScheme.Same, default),
        ([2, 7, 7, 5, 40, 1], new(3, 3), PaddingScheme.Same, default),
        ([1, 15, 13, 6, 70, 1], new(3, 3, 2, 2), PaddingScheme.Same, default),
        ([1, 16, 10, 6, 31, 1], new(3, 3, 2, 2), PaddingScheme.Valid, default),
        ([1, 29, 29, 3, 64, 1], new(7, 7, 2, 2), PaddingScheme.Explicit, new(3, 3, 3, 3)),
        ([1, 9, 8, 3, 7, 1], new(2, 4, 1, 3), PaddingScheme.Explicit, new(2, 0, 1, 4)),
        ([2, 12, 12, 4, 34, 1], new(3, 3, 1, 1, 2, 3), PaddingScheme.Same, default),
        ([1, 12, 21, 4, 34, 1], new(3, 2, 2, 2, 3, 2), PaddingScheme.Valid, default),
        ([2, 8, 8, 12, 18, 3], new(3, 3), PaddingScheme.Same, default),
        ([1, 8, 14, 8, 128, 2], new(1, 1), PaddingScheme.Valid, default),
        ([1, 8, 14, 8, 8, 8], new(3, 3, 2, 2), PaddingScheme.Same, default),
        ([1, 13, 14, 6, 64, 1], new(1, 1, 2, 2), PaddingScheme.Same, default),
        ([1, 1, 41, 6, 33, 1], new(1, 1, 1, 3), PaddingScheme.Valid, default),
        ([1, 5, 1, 3, 4, 1], new(3, 1), PaddingScheme.Valid, default),
        ([1, 2, 2, 3, 4, 1], new(5, 5), PaddingScheme.Same, default),

        // Rows 4 KiB apart, which are copied: as a matrix, with a stride, with a window.
        ([1, 5, 5, 1024, 128, 1], new(1, 1), PaddingScheme.Valid, default),
        ([1, 6, 6, 512, 100, 1], new(1, 1, 2, 2), PaddingScheme.Valid, default),
        ([1, 3, 4, 1024, 97, 1], new(3, 3), PaddingScheme.Same, default),
    ];

    [Theory]
    [MemberData(nameof(Levels))]
    public void Run_matches_the_definition(string level)
    {
        foreach (var test in s_cases)
        {
            Check(MicroKernel.Of(Enum.Parse<SimdLevel>(level)), test.Shape, test.Window, test.Scheme, test.Explicit, IntraOpPool.Serial);
        }
    }

    [Fact]
    public void Run_on_several_threads_matches_the_definition()
    {
        using var pool = new IntraOpPool(4);
        foreach (var test in s_cases)
        {
            Check(MicroKernel.Current, test.Shape, test.Window, test.Scheme, test.Explicit, pool);
        }

        // Enough work to be shared: by lines, by panels, as a matrix, by images.
        Check(MicroKernel.Current, [1, 30, 30, 16, 40, 1], new(3, 3), PaddingScheme.Same, default, pool);
        Check(MicroKernel.Current, [1, 9, 9, 160, 160, 1], new(3, 3, 2, 2), PaddingScheme.Same, default, pool);
        Check(MicroKernel.Current, [1, 20, 21, 64, 100, 1], new(1, 1), PaddingScheme.Valid, default, pool);
        Check(MicroKernel.Current, [6, 9, 9, 16, 64, 2], new(3, 3), PaddingScheme.Same, default, pool);
    }

    [Fact]
    public void Run_matches_the_definition_on_random_shapes()
    {
        var random = new Random(7);
        for (var i = 0; i < 150; i++)
        {
            var groups = random.Next(4) == 0 ? random.Next(1, 4) : 1;
            var window = new Window2D(random.Next(1, 5), random.Next(1, 5), random.Next(1, 4), random.Next(1, 4), random.Next(1, 3), random.Next(1, 3));
            int[] shape =
            [
                random.Next(1, 4), window.ExtentHeight + random.Next(0, 12), window.ExtentWidth + random.Next(0, 17),
                groups * random.Next(1, 9), groups * random.Next(1, 40), groups,
            ];
            var padding = new Padding2D(random.Next(3), random.Next(3), random.Next(3), random.Next(3));
            Check(MicroKernel.Current, shape, window, (PaddingScheme)random.Next(3), padding, IntraOpPool.Serial);
        }
    }

    [Fact]
    public void Run_in_place_of_the_residual_adds_it_once()
    {
        var input = Reference.Values(1, 5 * 5 * 8);
        var filter = Reference.Values(2, 8 * 40);
        var sum = Reference.Values(3, 5 * 5 * 40);
        var convolution = PackedConvolution.Create(filter, new(1, 1), 8, 40);
        var expected = Reference.Convolve(input, 1, 5, 5, 8, filter, new(1, 1), 40, 1, new(5, 5, default));
        Reference.Finish(expected, null, sum, Activation.Relu);

        convolution.Run(input, 1, 5, 5, sum, Padding2D.None, new Epilogue { Residual = sum, Activation = Activation.Relu }, IntraOpPool.Serial);

        Reference.ShouldMatch(sum, expected, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Run_lets_NaN_through_the_activation(string level)
    {
        var convolution = PackedConvolution.Create(
            Enumerable.Repeat(1f, 40).ToArray(), new(1, 1), 1, 40, kernel: MicroKernel.Of(Enum.Parse<SimdLevel>(level)));
        var output = new float[15 * 40];

        convolution.Run(
            Enumerable.Repeat(float.NaN, 15).ToArray(), 1, 1, 15, output, Padding2D.None, new Epilogue { Activation = Activation.Relu6 }, IntraOpPool.Serial);

        output.ShouldAllBe(value => float.IsNaN(value));
    }

    [Fact]
    public void Run_allocates_nothing_after_its_first_time()
    {
        var convolution = PackedConvolution.Create(Reference.Values(1, 9 * 8 * 32), new(3, 3), 8, 32);
        var (input, output) = (new float[14 * 14 * 8], new float[14 * 14 * 32]);
        var padding = new Padding2D(1, 1, 1, 1);
        convolution.Run(input, 1, 14, 14, output, padding, default, IntraOpPool.Serial);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 10; i++)
        {
            convolution.Run(input, 1, 14, 14, output, padding, default, IntraOpPool.Serial);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Create_with_channels_that_do_not_divide_throws() =>
        Should.Throw<ArgumentException>(() => PackedConvolution.Create(new float[12], new(1, 1), 3, 4, 2)).Message.ShouldContain("2 groups");

    [Fact]
    public void Run_with_a_short_output_throws()
    {
        var convolution = PackedConvolution.Create(new float[4], new(1, 1), 2, 2);
        Should.Throw<ArgumentException>(
            () => convolution.Run(new float[18], 1, 3, 3, new float[17], Padding2D.None, default, IntraOpPool.Serial)).ParamName.ShouldBe("output");
    }

    private static void Check(MicroKernel kernel, int[] shape, Window2D window, PaddingScheme scheme, Padding2D padding, IntraOpPool pool)
    {
        var (batch, height, width, channels, outputs, groups) = (shape[0], shape[1], shape[2], shape[3], shape[4], shape[5]);
        var geometry = ConvolutionGeometry.Resolve(height, width, window, scheme, padding);
        var k = window.Height * window.Width * channels / groups;
        var seed = string.Join(',', shape).Sum(c => c);
        var input = Reference.Values(seed, (long)batch * height * width * channels);
        var filter = Reference.Values(seed + 1, (long)k * outputs);
        var bias = Reference.Values(seed + 2, outputs);
        var actual = new float[batch * geometry.OutputHeight * geometry.OutputWidth * outputs];
        var residual = Reference.Values(seed + 3, actual.Length);
        var convolution = PackedConvolution.Create(filter, window, channels, outputs, groups, kernel);

        var plain = Reference.Convolve(input, batch, height, width, channels, filter, window, outputs, groups, geometry);
        convolution.Run(input, batch, height, width, actual, geometry.Padding, default, pool);
        Reference.ShouldMatch(actual, plain, 2e-6 * Math.Sqrt(k) * 4);

        foreach (var activation in Enum.GetValues<Activation>())
        {
            var expected = (double[])plain.Clone();
            Reference.Finish(expected, bias, residual, activation);
            convolution.Run(
                input, batch, height, width, actual, geometry.Padding, new Epilogue { Bias = bias, Residual = residual, Activation = activation }, pool);
            Reference.ShouldMatch(actual, expected, 2e-6 * Math.Sqrt(k) * 4);
        }
    }
}
