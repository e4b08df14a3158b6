namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>Ops take every element type that TensorFlow's definitions of them name.</summary>
public sealed class TypeSweepTests
{
    private static readonly DataType[] s_floats = [DataType.BFloat16, DataType.Half, DataType.Float, DataType.Double];
    private static readonly DataType[] s_ints = [DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64];
    private static readonly DataType[] s_reals = [.. s_floats, .. s_ints, DataType.UInt8, DataType.UInt16, DataType.UInt32, DataType.UInt64];

    [Fact]
    public void Ops_take_the_types_of_their_definitions()
    {
        var failures = new List<string>();
        void Try(string op, DataType[] types, Func<DataType, Tensor[]> inputs, params (string, object)[] attributes)
        {
            foreach (var t in types)
            {
                try
                {
                    Kernel.Run(op, [("T", t), .. attributes], inputs(t));
                }
                catch (TensorFlowException e)
                {
                    failures.Add($"{op} {t}: {e.Message.Split('\n')[0]}");
                }
            }
        }

        Tensor Of(DataType t, params long[] shape)
        {
            var x = Tensor.Create(DataType.Float, shape);
            x.Data<float>().Fill(1);
            return t == DataType.Float ? x : Kernel.Run("Cast", [("DstT", t)], x);
        }

        foreach (var op in "Exp Expm1 Log Log1p Sqrt Rsqrt Tanh Sigmoid Softplus Softsign Elu Selu Erf Erfc Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh Floor Ceil Rint IsNan IsInf IsFinite Lgamma Digamma Erfinv Ndtri Softmax LogSoftmax LeakyRelu Reciprocal Inv L2Loss CheckNumerics".Split(' '))
        {
            Try(op, s_floats, t => [Of(t, 2, 3)]);
        }

        foreach (var op in "Round Neg Abs Sign Square Reciprocal Inv".Split(' '))
        {
            Try(op, [.. s_floats, .. s_ints], t => [Of(t, 2, 3)]);
        }

        foreach (var op in "Relu Relu6 ZerosLike OnesLike AddN".Split(' '))
        {
            Try(op, s_reals, t => [Of(t, 2, 3)]);
        }

        foreach (var op in "Add AddV2 Sub Mul Div RealDiv Maximum Minimum SquaredDifference FloorDiv FloorMod TruncateDiv TruncateMod Mod Less LessEqual Greater GreaterEqual Equal NotEqual Pow BiasAdd".Split(' '))
        {
            Try(op, s_reals, t => [Of(t, 2, 3), Of(t, 3)]);
        }

        foreach (var op in "DivNoNan MulNoNan Atan2 Xdivy Xlogy Xlog1py Igamma Zeta".Split(' '))
        {
            Try(op, s_floats, t => [Of(t, 2, 3), Of(t, 3)]);
        }

        foreach (var op in "Sum Mean Prod Max Min EuclideanNorm ArgMax ArgMin Cumsum Cumprod".Split(' '))
        {
            Try(op, s_reals, t => [Of(t, 2, 3), Tensor.From([], 1)]);
        }

        foreach (var op in "MatMul BatchMatMulV2 BatchMatMul".Split(' '))
        {
            Try(op, s_reals, t => [Of(t, 2, 3), Of(t, 3, 2)]);
        }

        Try("TopKV2", s_reals, t => [Of(t, 2, 3), Tensor.From([], 1)]);
        Try("ClipByValue", s_reals, t => [Of(t, 2, 3), Of(t), Of(t)]);
        (string, object)[] window = [("ksize", new[] { 1, 2, 2, 1 }), ("strides", new[] { 1, 2, 2, 1 }), ("padding", "SAME")];
        Try("MaxPool", s_reals, t => [Of(t, 1, 5, 5, 2)], window);
        Try("AvgPool", s_floats, t => [Of(t, 1, 5, 5, 2)], window);
        Try("Conv2D", [.. s_floats, DataType.Int32], t => [Of(t, 1, 5, 5, 2), Of(t, 3, 3, 2, 2)], ("strides", new[] { 1, 1, 1, 1 }), ("padding", "SAME"));
        Try("Conv2D", s_floats, t => [Of(t, 1, 5, 5, 4), Of(t, 3, 3, 2, 2)], ("strides", new[] { 1, 2, 2, 1 }), ("padding", "EXPLICIT"), ("explicit_paddings", new[] { 0, 0, 1, 2, 0, 1, 0, 0 }));
        Try("DepthwiseConv2dNative", s_floats, t => [Of(t, 1, 5, 5, 2), Of(t, 3, 3, 2, 2)], ("strides", new[] { 1, 1, 1, 1 }), ("dilations", new[] { 1, 2, 2, 1 }), ("padding", "SAME"));
        foreach (var op in "ResizeBilinear ResizeNearestNeighbor ResizeBicubic ResizeArea".Split(' '))
        {
            Try(op, [.. s_floats, .. s_ints, DataType.UInt8, DataType.UInt16], t => [Of(t, 1, 5, 5, 2), Tensor.From([2], 3, 7)]);
        }

        foreach (var op in "UnsortedSegmentSum UnsortedSegmentMax UnsortedSegmentMin UnsortedSegmentProd".Split(' '))
        {
            Try(op, s_reals, t => [Of(t, 3, 2), Tensor.From([3], 0, 1, 1), Tensor.From([], 2)]);
        }

        foreach (var op in "SegmentSum SegmentMax SegmentMin SegmentProd SegmentMean".Split(' '))
        {
            Try(op, s_reals, t => [Of(t, 3, 2), Tensor.From([3], 0, 1, 1)]);
        }

        Try("OneHot", [.. s_reals, DataType.Bool], t => [Tensor.From([2], 0, 1), Tensor.From([], 3), Of(t), Of(t)]);
        Try("Einsum", [.. s_floats, DataType.Int32, DataType.Int64], t => [Of(t, 2, 3), Of(t, 3, 2)], ("equation", "ab,bc->ac"));

        Try("Range", s_reals, t => [Of(t), Of(t), Of(t)]);
        Try("Select", [.. s_reals, DataType.Bool], t => [Kernel.Run("Greater", Of(DataType.Float, 2, 3), Of(DataType.Float, 2, 3)), Of(t, 2, 3), Of(t, 2, 3)]);
        Try("InTopKV2", [DataType.Int32], t => [Of(DataType.Float, 2, 3), Of(t, 2), Of(t)]);
        Try("LRN", [DataType.Float, DataType.Half, DataType.BFloat16], t => [Of(t, 1, 2, 2, 4)]);
        Try("SoftmaxCrossEntropyWithLogits", s_floats, t => [Of(t, 2, 3), Of(t, 2, 3)]);
        Try("Bincount", s_floats[2..], t => [Tensor.From([2], 0, 1), Tensor.From([], 3), Of(t, 2)]);
        failures.ShouldBeEmpty();
    }
}
