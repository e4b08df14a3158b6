using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.ComplexNumbers;
using Embedded.TensorFlow.Kernels.Elementwise;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Matrix products of types other than float, which are rare: index arithmetic, small integer models, checks in double.</summary>
internal static class PlainProduct
{
    /// <param name="context">Where the result goes.</param>
    /// <param name="x">Left matrices.</param>
    /// <param name="y">Right matrices.</param>
    /// <param name="batch">Leading dimensions of the result, to which those of the inputs broadcast.</param>
    /// <param name="size">Rows of the result, summed dimension, columns of the result.</param>
    /// <param name="flags">What is transposed.</param>
    public static void Run(KernelContext context, Tensor x, Tensor y, long[] batch, (int M, int K, int N) size, Flags flags)
    {
        if (ComplexCells.Is(x.DType))
        {
            var (a, b) = (ComplexCells.Read(x), ComplexCells.Read(y));
            a = flags is { Left: true, Conjugates: true } ? Array.ConvertAll(a, Complex.Conjugate) : a;
            b = flags is { Right: true, Conjugates: true } ? Array.ConvertAll(b, Complex.Conjugate) : b;
            var result = new Complex[TensorShape.ElementCount(batch) * size.M * size.N];
            Multiply(a, b, result, x, y, batch, size, flags);
            ComplexCells.Write(context, 0, x.DType, [.. batch, size.M, size.N], result);
        }
        else if (x.DType is DataType.Half or DataType.BFloat16)
        {
            // Sums of narrow floats are kept wide, as TensorFlow's are.
            var result = new float[TensorShape.ElementCount(batch) * size.M * size.N];
            Multiply(Widening.ToFloat(x).Data<float>(), Widening.ToFloat(y).Data<float>(), result, x, y, batch, size, flags);
            Widening.FromFloat(Tensor.From([result.Length], result.AsSpan()), context.Allocate(0, x.DType, [.. batch, size.M, size.N]));
        }
        else
        {
            TypeDispatch.Numeric(x.DType, new Body(x, y, batch, size, flags), context);
        }
    }

    private static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> result, Tensor x, Tensor y, long[] batch, (int M, int K, int N) size, Flags flags)
        where T : INumberBase<T>
    {
        var (m, k, n) = size;
        var (xAt, yAt) = (new BroadcastIndex(x.Shape[..^2], batch), new BroadcastIndex(y.Shape[..^2], batch));
        for (var at = 0; at < result.Length; at++)
        {
            var (matrix, i, j) = (at / (m * n), at / n % m, at % n);
            var left = a.Slice(xAt[matrix] * m * k, m * k);
            var right = b.Slice(yAt[matrix] * k * n, k * n);
            var sum = T.Zero;
            for (var p = 0; p < k; p++)
            {
                sum += left[flags.Left ? (p * m) + i : (i * k) + p] * right[flags.Right ? (j * k) + p : (p * n) + j];
            }

            result[at] = sum;
        }
    }

    /// <param name="Left">The left matrices are transposed.</param>
    /// <param name="Right">The right matrices are.</param>
    /// <param name="Conjugates">And conjugated too, if complex.</param>
    internal readonly record struct Flags(bool Left, bool Right, bool Conjugates);

    private readonly struct Body(Tensor x, Tensor y, long[] batch, (int M, int K, int N) size, Flags flags) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T> => Multiply(
            Elements.Of<T>(x), Elements.Of<T>(y), Elements.Of<T>(context.Allocate(0, x.DType, [.. batch, size.M, size.N])), x, y, batch, size, flags);
    }
}
