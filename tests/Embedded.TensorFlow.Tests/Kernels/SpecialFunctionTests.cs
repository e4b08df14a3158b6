namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>Values from the published tables of the functions.</summary>
public sealed class SpecialFunctionTests
{
    [Theory]
    [InlineData("Lgamma", 0.5, 0.5723649429247001)]
    [InlineData("Lgamma", 10, 12.801827480081469)]
    [InlineData("Lgamma", -1.5, 0.8600470153764810)]
    [InlineData("Digamma", 1, -0.5772156649015329)]
    [InlineData("Digamma", -0.5, 0.03648997397857652)]
    [InlineData("Erfinv", 0.5, 0.4769362762044699)]
    [InlineData("Erfinv", -0.999, -2.326753765513525)]
    [InlineData("Ndtri", 0.975, 1.959963984540054)]
    [InlineData("BesselI0e", 2, 0.30850832255367105)]
    [InlineData("BesselI1e", -2, -0.2152692892489376)]
    [InlineData("BesselI0", 1, 1.266065877752008)]
    [InlineData("Expm1", 1e-10, 1.00000000005e-10)]
    [InlineData("Log1p", 1e-10, 9.9999999995e-11)]
    public void Unary_functions_equal_the_tables(string op, double x, double expected) =>
        Kernel.Run(op, Tensor.Scalar(x)).Data<double>()[0].ShouldBe(expected, Math.Abs(expected) * 1e-12);

    [Theory]
    [InlineData("Igamma", 2, 1.5, 0.4421745996289254)]
    [InlineData("Igammac", 2, 1.5, 0.5578254003710746)]
    [InlineData("Igamma", 0.5, 8, 0.9999366575163338)]
    [InlineData("Zeta", 2, 1, 1.6449340668482264)]
    [InlineData("Zeta", 3, 2.5, 0.1181020258195279)]
    [InlineData("Polygamma", 1, 1, 1.6449340668482264)]
    [InlineData("Xlog1py", 0, -1, 0)]
    [InlineData("MulNoNan", double.NaN, 0, 0)]
    public void Binary_functions_equal_the_tables(string op, double x, double y, double expected) =>
        Kernel.Run(op, Tensor.Scalar(x), Tensor.Scalar(y)).Data<double>()[0].ShouldBe(expected, (Math.Abs(expected) * 1e-9) + 1e-300);

    [Fact]
    public void Tanh_keeps_its_precision_near_zero_and_at_the_ends()
    {
        float[] values = [0, -0f, 1e-20f, 1e-4f, 0.01f, -0.5f, 3, 20, -20, float.PositiveInfinity, float.NegativeInfinity];
        var result = Kernel.Run("Tanh", Kernel.Floats(values)).Data<float>();

        for (var i = 0; i < values.Length; i++)
        {
            result[i].ShouldBe(MathF.Tanh(values[i]), Math.Abs(values[i]) * 1e-6, $"tanh({values[i]})");
        }

        Kernel.Run("Tanh", Kernel.Floats(float.NaN)).Data<float>()[0].ShouldBe(float.NaN);
    }

    [Fact]
    public void Subnormal_floats_count_as_zero_where_a_function_jumps()
    {
        var x = Kernel.Floats(1e-40f, -1e-40f);

        Kernel.Run("Ceil", x).Data<float>().ToArray().ShouldBe([0, 0]);
        Kernel.Run("Floor", x).Data<float>().ToArray().ShouldBe([0, 0]);
        Kernel.Run("Sign", x).Data<float>().ToArray().ShouldBe([0, 0]);
    }

    [Fact]
    public void ClipByValue_takes_scalars_and_tensors()
    {
        Kernel.Run("ClipByValue", Kernel.Floats(-5, 0.5f, 5), Tensor.Scalar(-1f), Tensor.Scalar(1f)).Data<float>().ToArray().ShouldBe([-1, 0.5f, 1]);
        Kernel.Run("ClipByValue", Kernel.Ints(1, 2, 3), Kernel.Ints(2, 2, 2), Kernel.Ints(2, 3, 2)).Data<int>().ToArray().ShouldBe([2, 2, 2]);
        Should.Throw<TensorFlowException>(() => Kernel.Run("ClipByValue", Kernel.Floats(1, 2), Kernel.Floats(1, 2, 3), Tensor.Scalar(1f))).Code.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public void FakeQuantization_keeps_zero_and_rounds_to_levels()
    {
        var result = Kernel.Run("FakeQuantWithMinMaxArgs", [("min", -1f), ("max", 1f)], Kernel.Floats(0, 0.5f, 3, -3)).Data<float>();

        result[0].ShouldBe(0);
        result[1].ShouldBe(0.5f, 1f / 255);
        result[2].ShouldBe(1, 0.01);
        result[3].ShouldBe(-1, 0.01);
    }
}
