using System.Numerics;
using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class LinearTests
{
    private static readonly Tensor s_matrices = Tensor.From<float>([2, 2, 2], 4, 1, 1, 3, 0, 2, 1, 1);

    [Fact]
    public void MatrixInverse_times_the_matrix_is_one()
    {
        var product = Kernel.Run("BatchMatMulV2", s_matrices, Kernel.Run("MatrixInverse", s_matrices));

        TestGraph.ShouldMatch(product, Tensor.From<float>([2, 2, 2], 1, 0, 0, 1, 1, 0, 0, 1), 1e-6);
    }

    [Fact]
    public void MatrixSolve_finds_what_the_matrix_maps_to_the_right_hand_side()
    {
        var right = TestGraph.Random(3, 2, 2, 3);

        TestGraph.ShouldMatch(Kernel.Run("BatchMatMulV2", s_matrices, Kernel.Run("MatrixSolve", s_matrices, right)), right, 1e-5);
        TestGraph.ShouldMatch(Kernel.Run("BatchMatMulV2", [("adj_x", true)], s_matrices, Kernel.Run("MatrixSolve", [("adjoint", true)], s_matrices, right)), right, 1e-5);
    }

    [Fact]
    public void Cholesky_times_its_transpose_is_the_matrix()
    {
        var x = Tensor.From<double>([2, 2], 4, 2, 2, 5);
        var factor = Kernel.Run("Cholesky", x);

        factor.Data<double>()[1].ShouldBe(0);
        Kernel.Run("MatMul", [("transpose_b", true)], factor, factor).Data<double>().ToArray().ShouldBe([4, 2, 2, 5]);
        Should.Throw<TensorFlowException>(() => Kernel.Run("Cholesky", Tensor.From<float>([1, 1], -1))).Message.ShouldStartWith("Cholesky decomposition was not successful");
    }

    [Fact]
    public void Determinants_have_their_sign()
    {
        Kernel.Run("MatrixDeterminant", s_matrices).Data<float>().ToArray().ShouldBe([11, -2], 1e-5);
        var logarithm = Kernel.All("LogMatrixDeterminant", 2, [], s_matrices);
        logarithm[0].Data<float>().ToArray().ShouldBe([1, -1]);
        logarithm[1].Data<float>().ToArray().ShouldBe([MathF.Log(11), MathF.Log(2)], 1e-5);
        Kernel.Run("MatrixDeterminant", Tensor.From<float>([2, 2], 1, 2, 2, 4)).Data<float>()[0].ShouldBe(0);
        Should.Throw<TensorFlowException>(() => Kernel.Run("MatrixInverse", Tensor.From<float>([2, 2], 1, 2, 2, 4))).Message.ShouldStartWith("Input matrix is not invertible.");
    }

    [Fact]
    public void MatrixTriangularSolve_reads_one_half()
    {
        var (x, right) = (Tensor.From<float>([2, 2], 2, 9, 1, 4), Tensor.From<float>([2, 1], 2, 9));

        Kernel.Run("MatrixTriangularSolve", x, right).Data<float>().ToArray().ShouldBe([1, 2]);
        Kernel.Run("MatrixTriangularSolve", [("lower", false)], x, right).Data<float>()[1].ShouldBe(2.25f);
    }

    [Fact]
    public void MatrixBandPart_keeps_the_diagonals_named() =>
        Kernel.Run("MatrixBandPart", Kernel.Sequence(3, 3), Tensor.Scalar(1L), Tensor.Scalar(0L)).Data<float>().ToArray().ShouldBe([0, 0, 0, 3, 4, 0, 0, 7, 8]);

    [Theory]
    [InlineData("RIGHT_LEFT", new float[] { 0, 1, 5, 0, 4, 8, 3, 7, 0 })]
    [InlineData("LEFT_RIGHT", new float[] { 1, 5, 0, 0, 4, 8, 0, 3, 7 })]
    [InlineData("LEFT_LEFT", new float[] { 1, 5, 0, 0, 4, 8, 3, 7, 0 })]
    [InlineData("RIGHT_RIGHT", new float[] { 0, 1, 5, 0, 4, 8, 0, 3, 7 })]
    public void MatrixDiagPart_aligns_short_diagonals(string align, float[] expected) =>
        Kernel.Run("MatrixDiagPartV3", [("align", align)], Kernel.Sequence(3, 3), Kernel.Ints(-1, 1), Tensor.Scalar(0f)).Data<float>().ToArray().ShouldBe(expected);

    [Fact]
    public void MatrixDiag_and_MatrixSetDiag_put_diagonals()
    {
        Kernel.Run("MatrixDiag", Kernel.Floats(1, 2)).Data<float>().ToArray().ShouldBe([1, 0, 0, 2]);
        Kernel.Run("MatrixDiagV3", Kernel.Floats(1, 2), Tensor.Scalar(1), Tensor.Scalar(-1), Tensor.Scalar(-1), Tensor.Scalar(9f)).Data<float>().ToArray()
            .ShouldBe([9, 1, 9, 9, 9, 2, 9, 9, 9]);
        Kernel.Run("MatrixSetDiagV3", Kernel.Sequence(2, 2), Kernel.Floats(8, 9), Tensor.Scalar(0)).Data<float>().ToArray().ShouldBe([8, 1, 2, 9]);
        Kernel.Run("Diag", Kernel.Floats(1, 2)).Data<float>().ToArray().ShouldBe([1, 0, 0, 2]);
        Kernel.Run("DiagPart", Kernel.Sequence(2, 2)).Data<float>().ToArray().ShouldBe([0, 3]);
    }

    [Fact]
    public void Losses_equal_their_definition()
    {
        var logits = Tensor.From<float>([1, 3], 1, 2, 3);
        var sum = MathF.Exp(1) + MathF.Exp(2) + MathF.Exp(3);
        var expected = MathF.Log(sum) - 2;

        Kernel.Run("SparseSoftmaxCrossEntropyWithLogits", logits, Kernel.Ints(1)).Data<float>()[0].ShouldBe(expected, 1e-6);
        var both = Kernel.All("SoftmaxCrossEntropyWithLogits", 2, [], logits, Tensor.From<float>([1, 3], 0, 1, 0));
        both[0].Data<float>()[0].ShouldBe(expected, 1e-6);
        both[1].Data<float>()[1].ShouldBe((MathF.Exp(2) / sum) - 1, 1e-6);
        Kernel.Run("L2Loss", Kernel.Floats(3, 4)).Data<float>()[0].ShouldBe(12.5f);
        Kernel.Run("EuclideanNorm", Kernel.Floats(3, 4), Kernel.Ints(0)).Data<float>()[0].ShouldBe(5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(17)]
    public void FFT_of_any_length_equals_the_sum_it_stands_for(int length)
    {
        var x = new Complex[length];
        for (var i = 0; i < length; i++)
        {
            x[i] = new Complex(Math.Sin(i * 1.7), Math.Cos(i * 0.3));
        }

        var input = Tensor.From([length], x.AsSpan());
        var result = Kernel.Run("FFT", input).Data<Complex>();
        for (var k = 0; k < length; k++)
        {
            var expected = x.Select((value, i) => value * Complex.FromPolarCoordinates(1, -2 * Math.PI * i * k / length)).Aggregate(Complex.Add);
            (result[k] - expected).Magnitude.ShouldBeLessThan(1e-12 * length);
        }

        var back = Kernel.Run("IFFT", Kernel.Run("FFT", input)).Data<Complex>();
        (back[^1] - x[^1]).Magnitude.ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void RFFT_is_half_of_FFT_and_IRFFT_brings_it_back()
    {
        var x = TestGraph.Random(5, 2, 6);
        var half = Kernel.Run("RFFT", x, Kernel.Ints(6));

        half.Shape.ToArray().ShouldBe([2, 4]);
        TestGraph.ShouldMatch(Kernel.Run("IRFFT", half, Kernel.Ints(6)), x, 1e-5);
        Kernel.Run("RFFT", x, Kernel.Ints(4)).Shape.ToArray().ShouldBe([2, 3]);
        var plane = Kernel.Run("RFFT2D", x, Kernel.Ints(2, 6));
        TestGraph.ShouldMatch(Kernel.Run("IRFFT2D", plane, Kernel.Ints(2, 6)), x, 1e-5);
    }

    [Fact]
    public void Complex_numbers_come_apart()
    {
        var z = Kernel.Run("Complex", Kernel.Floats(3, 0), Kernel.Floats(4, -1));

        Kernel.Run("ComplexAbs", z).Data<float>().ToArray().ShouldBe([5, 1]);
        Kernel.Run("Real", z).Data<float>().ToArray().ShouldBe([3, 0]);
        Kernel.Run("Imag", Kernel.Run("Conj", z)).Data<float>().ToArray().ShouldBe([-4, 1]);
        Kernel.Run("Angle", z).Data<float>()[1].ShouldBe(-MathF.PI / 2, 1e-6);
    }
}
