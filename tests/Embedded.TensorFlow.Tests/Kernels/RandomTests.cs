using Embedded.TensorFlow.Kernels.Randomness;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class RandomTests
{
    // The known answers of the generator's authors.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, new[] { 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u })]
    [InlineData(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, new[] { 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu })]
    [InlineData(0xa4093822u, 0x299f31d0u, 0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, new[] { 0xd16cfe09u, 0x94fdcceb, 0x5001e420u, 0x24126ea1u })]
    public void Philox_gives_the_known_answers(uint key0, uint key1, uint c0, uint c1, uint c2, uint c3, uint[] expected)
    {
        var numbers = new uint[4];
        new Philox(key0, key1, c0, c1, c2, c3).Next(numbers);

        numbers.ShouldBe(expected);
    }

    [Fact]
    public void Stateless_values_depend_on_the_seed_alone()
    {
        var (shape, seed) = (Kernel.Ints(1000), Kernel.Ints(1, 2));
        var first = Kernel.Run("StatelessRandomUniform", shape, seed).Data<float>().ToArray();

        Kernel.Run("StatelessRandomUniform", shape, seed).Data<float>().ToArray().ShouldBe(first);
        Kernel.Run("StatelessRandomUniform", shape, Kernel.Ints(2, 1)).Data<float>().ToArray().ShouldNotBe(first);
        first.ShouldAllBe(v => v >= 0 && v < 1);
        first.Average().ShouldBe(0.5f, 0.05);
        var key = Kernel.All("StatelessRandomGetKeyCounter", 2, [], seed);
        Kernel.Run("StatelessRandomUniformV2", shape, key[0], key[1], Tensor.Scalar(1)).Data<float>().ToArray().ShouldBe(first);
    }

    [Theory]
    [InlineData(DataType.Float)]
    [InlineData(DataType.Double)]
    [InlineData(DataType.Half)]
    public void Distributions_have_their_shape(DataType type)
    {
        var (shape, seed) = (Kernel.Ints(4000), Kernel.Ints(3, 4));

        var normal = Kernel.Values(Kernel.Run("StatelessRandomNormal", [("dtype", type)], shape, seed));
        normal.Average().ShouldBe(0, 0.06);
        normal.Average(v => v * v).ShouldBe(1, 0.08);
        var cut = Kernel.Values(Kernel.Run("StatelessTruncatedNormal", [("dtype", type)], shape, seed));
        cut.ShouldAllBe(v => Math.Abs(v) <= 2);
        cut.Average(v => v * v).ShouldBe(0.774f, 0.06);
        Kernel.Values(Kernel.Run("StatelessRandomUniform", [("dtype", type)], shape, seed)).Average().ShouldBe(0.5f, 0.03);
    }

    [Fact]
    public void Whole_numbers_stay_within_their_bounds()
    {
        var numbers = Kernel.Run("StatelessRandomUniformInt", [("dtype", DataType.Int64)], Kernel.Ints(500), Kernel.Ints(5, 6), Tensor.Scalar(-3L), Tensor.Scalar(4L)).Data<long>().ToArray();

        numbers.Distinct().Order().ShouldBe([-3, -2, -1, 0, 1, 2, 3]);
    }

    [Fact]
    public void Seeded_nodes_repeat_from_load_to_load_and_go_on_from_run_to_run()
    {
        var shape = Kernel.Ints(5);
        (string, object)[] seeds = [("seed", 7), ("seed2", 8), ("dtype", DataType.Float)];

        Kernel.Run("RandomUniform", seeds, shape).Data<float>().ToArray().ShouldBe(Kernel.Run("RandomUniform", seeds, shape).Data<float>().ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fractional_pooling_covers_the_image(bool pseudo)
    {
        (string, object)[] attributes = [("pooling_ratio", new[] { 1f, 1.44f, 1.73f, 1f }), ("pseudo_random", pseudo), ("deterministic", true), ("seed", 5), ("seed2", 6)];
        var result = Kernel.All("FractionalMaxPool", 3, attributes, Kernel.Sequence(1, 10, 12, 1));

        result[0].Shape.ToArray().ShouldBe([1, 6, 6, 1]);
        result[0].Data<float>()[^1].ShouldBe(119);
        foreach (var (ends, size) in new[] { (result[1], 10L), (result[2], 12L) })
        {
            var values = ends.Data<long>().ToArray();
            values[0].ShouldBe(0);
            values[^1].ShouldBe(size);
            values.Zip(values.Skip(1), (a, b) => b - a).ShouldAllBe(width => width == 1 || width == 2);
        }
    }
}
