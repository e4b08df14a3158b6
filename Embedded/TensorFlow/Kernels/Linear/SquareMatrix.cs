namespace Embedded.TensorFlow.Kernels.Linear;

/// <summary>Direct methods for one square matrix of doubles, row-major.</summary>
internal static class SquareMatrix
{
    /// <summary>Lower triangular factor of a symmetric positive definite matrix, whose lower half alone is read.</summary>
    public static void Cholesky(Span<double> a, int n)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[(i * n) + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= a[(i * n) + k] * a[(j * n) + k];
                }

                if (i == j && !(sum > 0))
                {
                    throw TensorFlowException.InvalidArgument($"Cholesky decomposition was not successful. The input might not be valid.");
                }

                a[(i * n) + j] = i == j ? Math.Sqrt(sum) : sum / a[(j * n) + j];
            }

            a.Slice((i * n) + i + 1, n - i - 1).Clear();
        }
    }

    /// <summary>Factors in place with row exchanges; returns the exchanged rows and the sign of the exchange, 0 if singular.</summary>
    public static (int[] Rows, int Sign) Factor(Span<double> a, int n)
    {
        var rows = Enumerable.Range(0, n).ToArray();
        var sign = 1;
        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
            {
                pivot = Math.Abs(a[(i * n) + k]) > Math.Abs(a[(pivot * n) + k]) ? i : pivot;
            }

            if (a[(pivot * n) + k] == 0)
            {
                return (rows, 0);
            }

            if (pivot != k)
            {
                for (var j = 0; j < n; j++)
                {
                    (a[(k * n) + j], a[(pivot * n) + j]) = (a[(pivot * n) + j], a[(k * n) + j]);
                }

                (rows[k], rows[pivot]) = (rows[pivot], rows[k]);
                sign = -sign;
            }

            for (var i = k + 1; i < n; i++)
            {
                var factor = a[(i * n) + k] /= a[(k * n) + k];
                for (var j = k + 1; j < n; j++)
                {
                    a[(i * n) + j] -= factor * a[(k * n) + j];
                }
            }
        }

        return (rows, sign);
    }

    /// <summary>Solves a x = b for every column of b, in place of b's copy.</summary>
    public static double[] Solve(Span<double> a, int n, ReadOnlySpan<double> b, int columns)
    {
        var (rows, sign) = Factor(a, n);
        if (sign == 0)
        {
            throw TensorFlowException.InvalidArgument($"Input matrix is not invertible.");
        }

        var x = new double[b.Length];
        for (var i = 0; i < n; i++)
        {
            b.Slice(rows[i] * columns, columns).CopyTo(x.AsSpan(i * columns));
        }

        Triangular(a, n, x, columns, lower: true, unit: true);
        Triangular(a, n, x, columns, lower: false, unit: false);
        return x;
    }

    /// <summary>Solves a triangular system in place of the right-hand side.</summary>
    public static void Triangular(ReadOnlySpan<double> a, int n, Span<double> x, int columns, bool lower, bool unit)
    {
        for (var step = 0; step < n; step++)
        {
            var i = lower ? step : n - 1 - step;
            for (var c = 0; c < columns; c++)
            {
                var sum = x[(i * columns) + c];
                for (var k = lower ? 0 : i + 1; k < (lower ? i : n); k++)
                {
                    sum -= a[(i * n) + k] * x[(k * columns) + c];
                }

                x[(i * columns) + c] = unit ? sum : sum / a[(i * n) + i];
            }
        }
    }

    public static double[] Transposed(ReadOnlySpan<double> a, int rows, int columns)
    {
        var result = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            result[(i % columns * rows) + (i / columns)] = a[i];
        }

        return result;
    }

    public static double[] Identity(int n)
    {
        var result = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            result[(i * n) + i] = 1;
        }

        return result;
    }
}
