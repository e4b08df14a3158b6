using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Linear;

/// <summary>Decompositions and systems of equations, for every matrix of a batch.</summary>
internal static class SystemKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Linear systems", "float, double, half")
        .Add("Cholesky", static c => Each(c, static (a, n) => SquareMatrix.Cholesky(a, n)))
        .Add("MatrixInverse", Inverse)
        .Add("MatrixSolve", Solve)
        .Add("MatrixTriangularSolve", TriangularSolve)
        .Add("MatrixDeterminant", Determinant)
        .Add("LogMatrixDeterminant", LogDeterminant);

    private delegate void MatrixAction(Span<double> matrix, int size);

    private static void Each(KernelContext context, MatrixAction action)
    {
        var x = context.Input(0);
        var n = Size(x);
        var values = Doubles.Read(x);
        for (var at = 0; at < values.Length; at += n * n)
        {
            action(values.AsSpan(at, n * n), n);
        }

        Doubles.Write(values, context.Allocate(0, x.DType, x.Shape));
    }

    private static KernelBody Inverse(KernelBuild build)
    {
        var adjoint = build.Attributes.Bool("adjoint", false);
        return context => Each(context, (a, n) =>
        {
            var inverse = SquareMatrix.Solve(a, n, SquareMatrix.Identity(n), n);
            (adjoint ? SquareMatrix.Transposed(inverse, n, n) : inverse).CopyTo(a);
        });
    }

    private static KernelBody Solve(KernelBuild build)
    {
        var adjoint = build.Attributes.Bool("adjoint", false);
        return context => Systems(context, (a, n, b, columns) => SquareMatrix.Solve(adjoint ? SquareMatrix.Transposed(a, n, n) : a, n, b, columns));
    }

    private static KernelBody TriangularSolve(KernelBuild build)
    {
        var (lower, adjoint) = (build.Attributes.Bool("lower", true), build.Attributes.Bool("adjoint", false));
        return context => Systems(context, (a, n, b, columns) =>
        {
            for (var i = 0; i < n; i++)
            {
                if (a[(i * n) + i] == 0)
                {
                    throw TensorFlowException.InvalidArgument($"Input matrix is not invertible.");
                }
            }

            var x = b.ToArray();
            SquareMatrix.Triangular(adjoint ? SquareMatrix.Transposed(a, n, n) : a, n, x, columns, lower != adjoint, unit: false);
            return x;
        });
    }

    private delegate double[] SystemAction(Span<double> matrix, int size, ReadOnlySpan<double> right, int columns);

    private static void Systems(KernelContext context, SystemAction solve)
    {
        var (x, right) = (context.Input(0), context.Input(1));
        var n = Size(x);
        if (right.Rank < 2 || right.Shape[^2] != n)
        {
            throw TensorFlowException.InvalidArgument($"Input matrix and rhs are incompatible: {TensorShape.Format(x.Shape)} vs. {TensorShape.Format(right.Shape)}");
        }

        var columns = (int)right.Shape[^1];
        var batch = new long[Math.Max(x.Rank, right.Rank) - 2];
        Elementwise.Broadcasting.Shape(x.Shape[..^2], right.Shape[..^2], batch);
        var (xAt, rightAt) = (new Elementwise.BroadcastIndex(x.Shape[..^2], batch), new Elementwise.BroadcastIndex(right.Shape[..^2], batch));
        var (matrices, sides) = (Doubles.Read(x), Doubles.Read(right));
        var result = new double[TensorShape.ElementCount(batch) * n * columns];
        for (var i = 0; i < TensorShape.ElementCount(batch); i++)
        {
            // The factors take the matrix's place.
            var matrix = matrices.AsSpan(xAt[i] * n * n, n * n).ToArray();
            solve(matrix, n, sides.AsSpan(rightAt[i] * n * columns, n * columns), columns).CopyTo(result, i * n * columns);
        }

        Doubles.Write(result, context.Allocate(0, x.DType, [.. batch, n, columns]));
    }

    private static void Determinant(KernelContext context)
    {
        var x = context.Input(0);
        Doubles.Write(Array.ConvertAll(Determinants(x), d => d.Sign * Math.Exp(d.Log)), context.Allocate(0, x.DType, x.Shape[..^2]));
    }

    private static void LogDeterminant(KernelContext context)
    {
        var x = context.Input(0);
        var determinants = Determinants(x);
        Doubles.Write(Array.ConvertAll(determinants, d => (double)d.Sign), context.Allocate(0, x.DType, x.Shape[..^2]));
        Doubles.Write(Array.ConvertAll(determinants, d => d.Log), context.Allocate(1, x.DType, x.Shape[..^2]));
    }

    private static (int Sign, double Log)[] Determinants(Tensor x)
    {
        var n = Size(x);
        var values = Doubles.Read(x);
        var result = new (int, double)[TensorShape.ElementCount(x.Shape[..^2])];
        for (var b = 0; b < result.Length; b++)
        {
            var matrix = values.AsSpan(b * n * n, n * n);
            var (_, sign) = SquareMatrix.Factor(matrix, n);
            var log = sign == 0 ? double.NegativeInfinity : 0;
            for (var i = 0; i < n && sign != 0; i++)
            {
                log += Math.Log(Math.Abs(matrix[(i * n) + i]));
                sign = matrix[(i * n) + i] < 0 ? -sign : sign;
            }

            result[b] = (sign, log);
        }

        return result;
    }

    private static int Size(Tensor x)
    {
        if (x.Rank < 2)
        {
            throw TensorFlowException.InvalidArgument($"Input tensor 0 must have rank >= 2, got {x.Rank}");
        }

        return x.Shape[^1] == x.Shape[^2] ? (int)x.Shape[^1] : throw TensorFlowException.InvalidArgument($"Input matrix must be square.");
    }
}
