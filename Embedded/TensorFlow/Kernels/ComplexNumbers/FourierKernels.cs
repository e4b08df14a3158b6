using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.ComplexNumbers;

/// <summary>Fourier transforms over the last one, two or three dimensions.</summary>
internal static class FourierKernels
{
    public static void Add(KernelFamilyBuilder family)
    {
        family.Begin("Fourier", "complex64, complex128; real ends float, double");
        for (var rank = 1; rank <= 3; rank++)
        {
            var (dimensions, suffix) = (rank, rank == 1 ? "" : $"{rank}D");
            family
                .Add("FFT" + suffix, context => Full(context, dimensions, inverse: false))
                .Add("IFFT" + suffix, context => Full(context, dimensions, inverse: true))
                .Add("RFFT" + suffix, build => Real(build, dimensions))
                .Add("IRFFT" + suffix, build => InverseReal(build, dimensions));
        }
    }

    private static void Full(KernelContext context, int dimensions, bool inverse)
    {
        var x = context.Input(0);
        RequireRank(x, dimensions);
        var values = ComplexCells.Read(x);
        for (var axis = x.Rank - dimensions; axis < x.Rank; axis++)
        {
            Along(values, x.Shape, axis, inverse);
        }

        ComplexCells.Write(context, 0, x.DType, x.Shape, values);
    }

    private static KernelBody Real(KernelBuild build, int dimensions)
    {
        var type = build.Attributes.Type("Tcomplex", DataType.Complex64);
        return context =>
        {
            var x = context.Input(0);
            RequireRank(x, dimensions);
            var lengths = Lengths(context.Input(1), dimensions);
            RequireLengths(x, lengths);
            long[] full = [.. x.Shape[..^dimensions], .. lengths];
            var values = Resized(ComplexCells.Read(x), x.Shape, full);
            for (var axis = x.Rank - 1; axis >= x.Rank - dimensions; axis--)
            {
                Along(values, full, axis, inverse: false);
            }

            // The second half of the last dimension mirrors the first.
            long[] half = [.. full[..^1], full[^1] == 0 ? 0 : (full[^1] / 2) + 1];
            ComplexCells.Write(context, 0, type, half, Resized(values, full, half));
        };
    }

    private static KernelBody InverseReal(KernelBuild build, int dimensions)
    {
        var type = build.Attributes.Type("Treal", DataType.Float);
        return context =>
        {
            var x = context.Input(0);
            RequireRank(x, dimensions);
            var lengths = Lengths(context.Input(1), dimensions);
            long[] half = [.. x.Shape[..^dimensions], .. lengths[..^1], lengths[^1] == 0 ? 0 : (lengths[^1] / 2) + 1];
            RequireLengths(x, half.AsSpan(half.Length - dimensions));
            var values = Resized(ComplexCells.Read(x), x.Shape, half);
            for (var axis = x.Rank - dimensions; axis < x.Rank - 1; axis++)
            {
                Along(values, half, axis, inverse: true);
            }

            long[] full = [.. half[..^1], lengths[^1]];
            var whole = Resized(values, half, full);
            Mirror(whole, (int)full[^1]);
            Along(whole, full, x.Rank - 1, inverse: true);
            var result = context.Allocate(0, type, full);
            for (var i = 0; i < whole.Length; i++)
            {
                ComplexCells.WriteReal(result, i, whole[i].Real);
            }
        };
    }

    private static void Mirror(Complex[] rows, int length)
    {
        for (var start = 0; start < rows.Length; start += length)
        {
            for (var i = (length / 2) + 1; i < length; i++)
            {
                rows[start + i] = Complex.Conjugate(rows[start + length - i]);
            }
        }
    }

    private static void Along(Complex[] values, ReadOnlySpan<long> shape, int axis, bool inverse)
    {
        var (size, inner) = ((int)shape[axis], 1);
        foreach (var dimension in shape[(axis + 1)..])
        {
            inner *= (int)dimension;
        }

        var line = new Complex[size];
        for (var start = 0; start < values.Length; start += size * inner)
        {
            for (var i = 0; i < inner; i++)
            {
                for (var j = 0; j < size; j++)
                {
                    line[j] = values[start + (j * inner) + i];
                }

                FourierTransform.Run(line, inverse);
                for (var j = 0; j < size; j++)
                {
                    values[start + (j * inner) + i] = line[j];
                }
            }
        }
    }

    // Cut, or padded with zeros, at the end of each dimension.
    private static Complex[] Resized(Complex[] values, ReadOnlySpan<long> from, ReadOnlySpan<long> to)
    {
        var result = new Complex[TensorShape.ElementCount(to)];
        var steps = TensorShape.Strides(from);
        for (var i = 0; i < result.Length; i++)
        {
            var (rest, at, inside) = (i, 0, true);
            for (var d = to.Length - 1; d >= 0; d--)
            {
                var index = rest % (int)to[d];
                rest /= (int)to[d];
                inside &= index < from[d];
                at += index * steps[d];
            }

            result[i] = inside ? values[at] : Complex.Zero;
        }

        return result;
    }

    private static long[] Lengths(Tensor tensor, int dimensions)
    {
        var lengths = Elements.Integers(tensor);
        return lengths.Length == dimensions && Array.TrueForAll(lengths, l => l >= 0)
            ? lengths
            : throw TensorFlowException.InvalidArgument($"fft_length must have shape [{dimensions}] and no negative value");
    }

    // What is too short is not padded; what is empty passes.
    private static void RequireLengths(Tensor x, ReadOnlySpan<long> least)
    {
        for (var d = 0; d < least.Length; d++)
        {
            var axis = x.Rank - least.Length + d;
            if (x.Shape[axis] != 0 && x.Shape[axis] < least[d])
            {
                throw TensorFlowException.InvalidArgument($"Input dimension {axis} must have length of at least {least[d]} but got: {x.Shape[axis]}");
            }
        }
    }

    private static void RequireRank(Tensor x, int dimensions)
    {
        if (x.Rank < dimensions)
        {
            throw TensorFlowException.InvalidArgument($"Input must have rank of at least {dimensions} but got: {TensorShape.Format(x.Shape)}");
        }
    }
}
