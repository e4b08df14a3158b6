namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>Ops give the same small whole numbers in every element type they take.</summary>
public sealed class TypeCoverageTests
{
    private static readonly DataType[] s_floats = [DataType.Double, DataType.Half, DataType.BFloat16];
    private static readonly DataType[] s_integers =
        [DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64, DataType.UInt8, DataType.UInt16, DataType.UInt32, DataType.UInt64];

    private static readonly DataType[] s_complex = [DataType.Complex64, DataType.Complex128];

    public static TheoryData<string, DataType> Binary => Pairs(
        ["AddV2", "Mul", "Maximum", "Minimum", "FloorDiv", "FloorMod", "SquaredDifference", "DivNoNan", "Pow"], [.. s_floats, .. s_integers]);

    [Theory]
    [MemberData(nameof(Binary))]
    public void Binary_ops_take_the_type(string op, DataType type)
    {
        var (x, y) = (Tensor.From<float>([2, 3], 1, 2, 3, 4, 5, 6), Tensor.From<float>([3], 1, 2, 2));

        Kernel.Values(Kernel.Run(op, Kernel.Cast(x, type), Kernel.Cast(y, type))).ShouldBe(IsWhole(type) ? Whole(op, x, y) : Kernel.Values(Kernel.Run(op, x, y)));
    }

    public static TheoryData<string, DataType> ComplexBinary => Pairs(["AddV2", "Sub", "Mul", "RealDiv", "DivNoNan"], s_complex);

    [Theory]
    [MemberData(nameof(ComplexBinary))]
    public void Complex_numbers_without_imaginary_part_calculate_like_real_ones(string op, DataType type)
    {
        var (x, y) = (Tensor.From<float>([2, 3], 1, 2, 3, 4, 5, 6), Tensor.From<float>([3], 1, 2, 4));

        Kernel.Values(Kernel.Run(op, Kernel.Cast(x, type), Kernel.Cast(y, type))).ShouldBe(Kernel.Values(Kernel.Run(op, x, y)));
    }

    public static TheoryData<string, DataType> Reductions => Pairs(["Sum", "Prod", "Max", "Min"], [.. s_floats, .. s_integers]);

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Reductions_take_the_type(string op, DataType type)
    {
        var x = Tensor.From<float>([2, 3], 1, 2, 3, 4, 1, 2);

        Kernel.Values(Kernel.Run(op, Kernel.Cast(x, type), Kernel.Ints(-1))).ShouldBe(Kernel.Values(Kernel.Run(op, x, Kernel.Ints(-1))));
    }

    public static TheoryData<string, DataType> Images => Pairs(["Conv2D", "DepthwiseConv2dNative", "MaxPool", "AvgPool"], s_floats);

    [Theory]
    [MemberData(nameof(Images))]
    public void Image_ops_take_the_type(string op, DataType type)
    {
        (string, object)[] attributes = op.EndsWith("Pool", StringComparison.Ordinal)
            ? [("ksize", new[] { 1, 2, 2, 1 }), ("strides", new[] { 1, 2, 1, 1 }), ("padding", "SAME")]
            : [("strides", new[] { 1, 2, 2, 1 }), ("padding", "SAME")];
        var x = Kernel.Sequence(1, 3, 4, 2);
        Tensor[] inputs = op.EndsWith("Pool", StringComparison.Ordinal) ? [x] : [x, Kernel.Sequence(2, 2, 2, 1)];

        var narrow = Kernel.Run(op, [("T", type), .. attributes], Array.ConvertAll(inputs, i => Kernel.Cast(i, type)));

        narrow.DType.ShouldBe(type);
        var expected = Kernel.Values(Kernel.Run(op, attributes, inputs));
        var actual = Kernel.Values(narrow);
        for (var i = 0; i < expected.Length; i++)
        {
            actual[i].ShouldBe(expected[i], type == DataType.BFloat16 ? expected[i] / 100 : 1e-2);
        }
    }

    public static TheoryData<DataType, DataType> Casts
    {
        get
        {
            var pairs = new TheoryData<DataType, DataType>();
            DataType[] all = [DataType.Float, .. s_floats, .. s_integers, .. s_complex];
            foreach (var from in all)
            {
                foreach (var to in all)
                {
                    pairs.Add(from, to);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Casts))]
    public void Cast_between_any_two_types_keeps_small_numbers(DataType from, DataType to)
    {
        var values = Kernel.Floats(0, 1, 2, 100);

        Kernel.Values(Kernel.Cast(Kernel.Cast(values, from), to)).ShouldBe([0, 1, 2, 100]);
    }

    [Theory]
    [InlineData("MatMul")]
    [InlineData("BatchMatMulV2")]
    public void Products_take_every_type(string op)
    {
        var (x, y) = (Tensor.From<float>([2, 3], 1, 2, 3, 4, 5, 6), Tensor.From<float>([3, 2], 1, 0, 2, 1, 0, 2));
        var expected = Kernel.Values(Kernel.Run(op, x, y));

        foreach (var type in (DataType[])[.. s_floats, DataType.Int32, DataType.Int64, .. s_complex])
        {
            Kernel.Values(Kernel.Run(op, [("T", type)], Kernel.Cast(x, type), Kernel.Cast(y, type))).ShouldBe(expected, type.ToString());
        }
    }

    [Theory]
    [InlineData(DataType.Half)]
    [InlineData(DataType.BFloat16)]
    public void Batch_norm_of_narrow_images_keeps_its_statistics_wide(DataType type)
    {
        Tensor[] statistics = [Kernel.Floats(1, 2), Kernel.Floats(0, 1), Kernel.Floats(2, 3), Kernel.Floats(4, 1)];
        var x = Kernel.Sequence(1, 1, 2, 2);

        var result = Kernel.All("FusedBatchNormV3", 3, [("T", type), ("is_training", false), ("epsilon", 0f)], [Kernel.Cast(x, type), .. statistics]);

        result[0].DType.ShouldBe(type);
        Kernel.Values(result[0]).ShouldBe([-1, -3, 0, 1]);
        result[1].DType.ShouldBe(DataType.Float);
    }

    [Fact]
    public void The_smallest_integer_divided_by_minus_one_wraps()
    {
        foreach (var op in new[] { "FloorDiv", "TruncateDiv", "Div" })
        {
            Kernel.Run(op, Tensor.Scalar(int.MinValue), Tensor.Scalar(-1)).Data<int>()[0].ShouldBe(int.MinValue, op);
        }

        Kernel.Run("FloorMod", Tensor.Scalar(int.MinValue), Tensor.Scalar(-1)).Data<int>()[0].ShouldBe(0);
        Kernel.Run("Abs", Tensor.Scalar(int.MinValue)).Data<int>()[0].ShouldBe(int.MinValue);
        Kernel.Run("FloorDiv", Tensor.Scalar(int.MinValue), Tensor.Scalar(7)).Data<int>()[0].ShouldBe(-306783379);
    }

    private static bool IsWhole(DataType type) => s_integers.Contains(type);

    private static float[] Whole(string op, Tensor x, Tensor y) => op == "DivNoNan"
        ? Array.ConvertAll(Kernel.Values(Kernel.Run("FloorDiv", x, y)), v => v)
        : Kernel.Values(Kernel.Run(op, x, y));

    private static TheoryData<string, DataType> Pairs(string[] ops, DataType[] types)
    {
        var pairs = new TheoryData<string, DataType>();
        foreach (var op in ops)
        {
            foreach (var type in types)
            {
                pairs.Add(op, type);
            }
        }

        return pairs;
    }
}
