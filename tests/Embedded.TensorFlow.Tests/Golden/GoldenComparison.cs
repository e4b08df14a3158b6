using System.Globalization;

namespace Embedded.TensorFlow.Tests.Golden;

/// <summary>Compares an output with TensorFlow's.</summary>
internal static class GoldenComparison
{
    /// <returns>The first difference, or null.</returns>
    public static string? FirstDifference(Tensor actual, Tensor expected, GoldenTolerance tolerance)
    {
        if (actual.DType != expected.DType || !actual.Shape.SequenceEqual(expected.Shape))
        {
            return $"{actual} instead of {expected}";
        }

        return actual.DType switch
        {
            DataType.String => Strings(actual, expected),
            DataType.Float => Numbers(Widen(actual), Widen(expected), tolerance),
            DataType.Double => Numbers(actual.Data<double>().ToArray(), expected.Data<double>().ToArray(), tolerance),
            DataType.Half => Numbers(Array.ConvertAll(actual.Data<Half>().ToArray(), h => (double)h), Array.ConvertAll(expected.Data<Half>().ToArray(), h => (double)h), tolerance),
            _ => actual.Bytes.SequenceEqual(expected.Bytes) ? null : $"{Hex(actual)} instead of {Hex(expected)}",
        };
    }

    private static double[] Widen(Tensor tensor) => Array.ConvertAll(tensor.Data<float>().ToArray(), f => (double)f);

    private static string? Numbers(double[] actual, double[] expected, GoldenTolerance tolerance)
    {
        for (var i = 0; i < actual.Length; i++)
        {
            var (a, b) = (actual[i], expected[i]);
            if (!(a.Equals(b) || Math.Abs(a - b) <= tolerance.Absolute + (tolerance.Relative * Math.Abs(b))))
            {
                return string.Create(CultureInfo.InvariantCulture, $"[{i}] {a:R} instead of {b:R} ({tolerance})");
            }
        }

        return null;
    }

    private static string? Strings(Tensor actual, Tensor expected)
    {
        for (var i = 0; i < actual.ElementCount; i++)
        {
            if (!actual.Strings[i].Span.SequenceEqual(expected.Strings[i].Span))
            {
                return $"[{i}] {Convert.ToHexString(actual.Strings[i].Span)} instead of {Convert.ToHexString(expected.Strings[i].Span)}";
            }
        }

        return null;
    }

    private static string Hex(Tensor tensor) => Convert.ToHexString(tensor.Bytes[..Math.Min(64, tensor.Bytes.Length)]);
}
