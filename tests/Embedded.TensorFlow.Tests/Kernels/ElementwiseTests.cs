using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>Elementwise ops against plain arithmetic on every pair of shapes.</summary>
public sealed class ElementwiseTests
{
    public static TheoryData<string, Func<float, float, float>> Binary => new()
    {
        { "AddV2", (x, y) => x + y },
        { "Sub", (x, y) => x - y },
        { "Mul", (x, y) => x * y },
        { "RealDiv", (x, y) => x / y },
        { "Maximum", Math.Max },
        { "Minimum", Math.Min },
        { "SquaredDifference", (x, y) => (x - y) * (x - y) },
        { "FloorDiv", (x, y) => MathF.Floor(x / y) },
        { "FloorMod", (x, y) => x - (MathF.Floor(x / y) * y) },
        { "Atan2", MathF.Atan2 },
    };

    [Theory]
    [MemberData(nameof(Binary))]
    public void Binary_ops_broadcast_like_plain_arithmetic(string op, Func<float, float, float> expected)
    {
        long[][] shapes = [[], [1], [5], [3, 1], [3, 5], [2, 3, 5], [2, 1, 5], [1, 3, 1], [2, 1, 1], [0, 5]];
        foreach (var x in shapes)
        {
            foreach (var y in shapes.Where(y => Fit(x, y)))
            {
                var (a, b) = (TestGraph.Random(1, x), TestGraph.Random(2, y));
                TestGraph.ShouldMatch(Run(op, a, b), Broadcast(a, b, expected), 2e-5);
            }
        }
    }

    [Theory]
    [InlineData(7, 2, 3, 1)]
    [InlineData(-7, 2, -4, 1)]
    [InlineData(7, -2, -4, -1)]
    [InlineData(-7, -2, 3, -1)]
    public void Integer_division_rounds_down_and_the_remainder_takes_the_divisors_sign(int x, int y, int quotient, int remainder)
    {
        Run("FloorDiv", Tensor.Scalar(x), Tensor.Scalar(y)).Data<int>()[0].ShouldBe(quotient);
        Run("FloorMod", Tensor.Scalar(x), Tensor.Scalar(y)).Data<int>()[0].ShouldBe(remainder);
    }

    [Fact]
    public void Integer_division_by_zero_is_an_invalid_argument()
    {
        var error = Should.Throw<TensorFlowException>(() => Run("FloorDiv", Tensor.Scalar(1), Tensor.Scalar(0)));

        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldStartWith("Integer division by zero");
    }

    [Fact]
    public void Binary_op_of_shapes_that_do_not_fit_says_so()
    {
        var error = Should.Throw<TensorFlowException>(() => Run("AddV2", TestGraph.Random(1, 2, 3), TestGraph.Random(1, 4)));

        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldBe("Incompatible shapes: [2,3] vs. [4]\n\t [[{{node AddV2}}]]");
    }

    [Fact]
    public void Equality_of_shapes_that_do_not_fit_is_an_error_or_false()
    {
        var (x, y) = (TestGraph.Random(1, 2), TestGraph.Random(1, 3));

        Should.Throw<TensorFlowException>(() => Run("Equal", x, y)).Code.ShouldBe(StatusCode.InvalidArgument);
        Run("Equal", [("incompatible_shape_error", false)], x, y).Data<bool>().ToArray().ShouldBe([false]);
        Run("NotEqual", [("incompatible_shape_error", false)], x, y).Data<bool>().ToArray().ShouldBe([true]);
        Run("Equal", Tensor.FromStrings([2, 1], "a", "b"), Tensor.FromStrings([2], "b", "a")).Data<bool>().ToArray().ShouldBe([false, true, true, false]);
    }

    public static TheoryData<string, Func<double, double>> Unary => new()
    {
        { "Neg", x => -x },
        { "Abs", Math.Abs },
        { "Square", x => x * x },
        { "Sign", x => Math.Sign(x) },
        { "Relu", x => Math.Max(0, x) },
        { "Relu6", x => Math.Clamp(x, 0, 6) },
        { "Exp", Math.Exp },
        { "Expm1", x => Math.Exp(x) - 1 },
        { "Tanh", Math.Tanh },
        { "Sigmoid", x => 1 / (1 + Math.Exp(-x)) },
        { "Softplus", x => Math.Log(1 + Math.Exp(x)) },
        { "Softsign", x => x / (1 + Math.Abs(x)) },
        { "Elu", x => x < 0 ? Math.Exp(x) - 1 : x },
        { "LeakyRelu", x => x < 0 ? 0.2 * x : x },
        { "Sin", Math.Sin },
        { "Cos", Math.Cos },
        { "Atan", Math.Atan },
        { "Floor", Math.Floor },
        { "Ceil", Math.Ceiling },
        { "Round", x => Math.Round(x, MidpointRounding.ToEven) },
    };

    [Theory]
    [MemberData(nameof(Unary))]
    public void Unary_ops_equal_the_function(string op, Func<double, double> expected)
    {
        var x = TestGraph.Random(4, 7, 9);
        var result = Run(op, x);

        for (var i = 0; i < 63; i++)
        {
            ((double)result.Data<float>()[i]).ShouldBe(expected(x.Data<float>()[i]), 5e-6);
        }
    }

    [Theory]
    [InlineData(2.5f, 2)]
    [InlineData(-1.9f, -1)]
    public void Cast_drops_the_fraction(float value, int expected) =>
        Run("Cast", [("DstT", DataType.Int32)], Tensor.Scalar(value)).Data<int>()[0].ShouldBe(expected);

    [Fact]
    public void Cast_wraps_integers_and_reads_truth_values()
    {
        Run("Cast", [("DstT", DataType.UInt8)], Tensor.Scalar(300)).Data<byte>()[0].ShouldBe((byte)44);
        Run("Cast", [("DstT", DataType.Float)], Tensor.Scalar(true)).Data<float>()[0].ShouldBe(1f);
        Run("Cast", [("DstT", DataType.Bool)], Tensor.Scalar(0.5f)).Data<bool>()[0].ShouldBeTrue();
    }

    [Fact]
    public void Select_takes_rows_and_SelectV2_broadcasts()
    {
        var (x, y) = (Tensor.From<float>([2, 2], 1, 2, 3, 4), Tensor.From<float>([2, 2], 5, 6, 7, 8));
        var condition = Tensor.From([2], true, false);

        Run("Select", condition, x, y).Data<float>().ToArray().ShouldBe([1, 2, 7, 8]);
        Run("SelectV2", condition, x, y).Data<float>().ToArray().ShouldBe([1, 6, 3, 8]);
    }

    internal static Tensor Run(string op, params Tensor[] inputs) => Run(op, [], inputs);

    internal static Tensor Run(string op, (string, object)[] attributes, params Tensor[] inputs)
    {
        var feeds = inputs.Select((_, i) => TestGraph.Feed($"x{i}")).ToArray();
        return TestGraph.Run(TestGraph.Of(TestGraph.Node(op, feeds.Select(f => f.First), attributes).First, feeds), inputs);
    }

    private static bool Fit(long[] x, long[] y) =>
        Enumerable.Range(1, Math.Min(x.Length, y.Length)).All(i => x[^i] == y[^i] || x[^i] == 1 || y[^i] == 1);

    private static Tensor Broadcast(Tensor x, Tensor y, Func<float, float, float> function)
    {
        var rank = Math.Max(x.Rank, y.Rank);
        var shape = new long[rank];
        for (var i = 1; i <= rank; i++)
        {
            var (a, b) = (i <= x.Rank ? x.Shape[^i] : 1, i <= y.Rank ? y.Shape[^i] : 1);
            shape[^i] = a == 1 ? b : a;
        }

        var result = Tensor.Create(DataType.Float, shape);
        for (var i = 0; i < result.ElementCount; i++)
        {
            result.Data<float>()[i] = function(x.Data<float>()[Offset(i, shape, x)], y.Data<float>()[Offset(i, shape, y)]);
        }

        return result;
    }

    private static int Offset(int index, long[] shape, Tensor part)
    {
        var (offset, step) = (0, 1);
        for (var i = 1; i <= shape.Length; i++)
        {
            var position = (int)(index % shape[^i]);
            index /= (int)shape[^i];
            if (i <= part.Rank)
            {
                offset += (part.Shape[^i] == 1 ? 0 : position) * step;
                step *= (int)part.Shape[^i];
            }
        }

        return offset;
    }
}
