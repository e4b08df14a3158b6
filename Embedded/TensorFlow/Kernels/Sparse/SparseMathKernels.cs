using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Sparse;

/// <summary>Arithmetic with sparse tensors.</summary>
internal static class SparseMathKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Sparse arithmetic", "numbers")
        .Add("SparseTensorDenseMatMul", Product)
        .Add("SparseTensorDenseAdd", static c => TypeDispatch.Numeric(c.Input(1).DType, default(AddBody), c))
        .Add("SparseDenseCwiseMul", static c => TypeDispatch.Numeric(c.Input(1).DType, new PairBody(Divide: false), c))
        .Add("SparseDenseCwiseDiv", static c => TypeDispatch.Numeric(c.Input(1).DType, new PairBody(Divide: true), c))
        .Begin("Sparse arithmetic", "float, double, half, bfloat16")
        .Add("SparseSoftmax", Softmax);

    private static KernelBody Product(KernelBuild build)
    {
        var (left, right) = (build.Attributes.Bool("adjoint_a", false), build.Attributes.Bool("adjoint_b", false));
        return context => TypeDispatch.Numeric(context.Input(1).DType, new ProductBody(left, right), context);
    }

    private readonly struct ProductBody(bool left, bool right) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var (sparse, dense) = (SparseTensor.Read(context, 0), context.Input(3));
            if (sparse.Rank != 2 || dense.Rank != 2 || sparse.Shape[left ? 0 : 1] != dense.Shape[right ? 1 : 0])
            {
                throw TensorFlowException.InvalidArgument($"Cannot multiply A and B because inner dimension does not match: {TensorShape.Format(sparse.Shape)} vs. {TensorShape.Format(dense.Shape)}");
            }

            var columns = (int)dense.Shape[right ? 0 : 1];
            var result = Elements.Of<T>(context.Allocate(0, sparse.Values.DType, sparse.Shape[left ? 1 : 0], columns));
            result.Clear();
            var values = Elements.Of<T>(sparse.Values);
            var cells = Elements.Of<T>(dense);
            for (var i = 0; i < values.Length; i++)
            {
                var (row, k) = ((int)sparse.Index(i)[left ? 1 : 0], (int)sparse.Index(i)[left ? 0 : 1]);
                for (var j = 0; j < columns; j++)
                {
                    result[(row * columns) + j] += values[i] * cells[right ? (j * (int)dense.Shape[1]) + k : (k * columns) + j];
                }
            }
        }
    }

    private readonly struct AddBody : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var (sparse, dense) = (SparseTensor.Read(context, 0), context.Input(3));
            if (!dense.Shape.SequenceEqual(sparse.Shape))
            {
                throw TensorFlowException.InvalidArgument($"Dimensions of a and b differ: {TensorShape.Format(sparse.Shape)} vs. {TensorShape.Format(dense.Shape)}");
            }

            var result = Elements.Of<T>(context.Allocate(0, dense.DType, dense.Shape));
            Elements.Of<T>(dense).CopyTo(result);
            var values = Elements.Of<T>(sparse.Values);
            for (var i = 0; i < values.Length; i++)
            {
                result[(int)sparse.Flat(i)] += values[i];
            }
        }
    }

    // The dense side broadcasts to the sparse one; only its cells count.
    private readonly record struct PairBody(bool Divide) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var (sparse, dense) = (SparseTensor.Read(context, 0), context.Input(3));
            var shape = new long[Math.Max(sparse.Rank, dense.Rank)];
            Elementwise.Broadcasting.Shape(sparse.Shape, dense.Shape, shape);
            var at = new Elementwise.BroadcastIndex(dense.Shape, sparse.Shape);
            var (values, cells) = (Elements.Of<T>(sparse.Values).ToArray(), Elements.Of<T>(dense).ToArray());
            var result = Elements.Of<T>(context.Allocate(0, sparse.Values.DType, sparse.Count));
            for (var i = 0; i < values.Length; i++)
            {
                var other = cells[at[(int)sparse.Flat(i)]];
                result[i] = Divide ? values[i] / other : values[i] * other;
            }
        }
    }

    // Over the values of each row; what is not there counts as -inf.
    private static void Softmax(KernelContext context)
    {
        var sparse = SparseTensor.Read(context, 0);
        var values = Doubles.Read(sparse.Values);
        var rows = Enumerable.Range(0, values.Length).GroupBy(i => sparse.Shape[^1] == 0 ? 0 : sparse.Flat(i) / sparse.Shape[^1]);
        var result = new double[values.Length];
        foreach (var row in rows)
        {
            var largest = row.Max(i => values[i]);
            var sum = row.Sum(i => Math.Exp(values[i] - largest));
            foreach (var i in row)
            {
                result[i] = Math.Exp(values[i] - largest) / sum;
            }
        }

        Doubles.Write(result, context.Allocate(0, sparse.Values.DType, values.Length));
    }
}
