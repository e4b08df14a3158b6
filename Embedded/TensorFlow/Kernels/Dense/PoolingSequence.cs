using Embedded.TensorFlow.Kernels.Randomness;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Where the windows of fractional pooling begin and end.</summary>
internal static class PoolingSequence
{
    public static long[] Draw(int input, int output, bool pseudo, ref Philox generator)
    {
        if (output < 1 || output > input)
        {
            throw TensorFlowException.InvalidArgument($"pooling of {input} lines to {output} is not possible");
        }

        var sizes = pseudo ? PseudoRandom(input, output, ref generator) : Shuffled(input, output, ref generator);
        var ends = new long[output + 1];
        for (var i = 0; i < output; i++)
        {
            ends[i + 1] = ends[i] + sizes[i];
        }

        return ends;
    }

    // Graham's procedure: ceil(alpha (i + u)) with one random u, which is bounded so that no window gets too large.
    private static long[] PseudoRandom(int input, int output, ref Philox generator)
    {
        var alpha = (double)input / output;
        var k = input / output;
        var most = Math.Min(((k + 2) / alpha) - 1, ((input + 1 - k) / alpha) - (output - 1));
        var u = Distribution.NextDouble(ref generator) * most;
        var starts = new long[output + 1];
        (starts[0], starts[output]) = (1, input + 1);
        for (var i = 1; i < output; i++)
        {
            starts[i] = (long)Math.Ceiling(alpha * (i + u));
        }

        return [.. Enumerable.Range(0, output).Select(i => starts[i + 1] - starts[i])];
    }

    private static long[] Shuffled(int input, int output, ref Philox generator)
    {
        var sizes = new long[output];
        for (var i = 0; i < output; i++)
        {
            sizes[i] = (input / output) + (i < input % output ? 1 : 0);
        }

        // The generator is set aside in groups of four for the whole shuffle.
        var own = generator;
        generator.Skip((ulong)(output + 3) / 4);
        Span<uint> bits = stackalloc uint[4];
        for (int i = 0, drawn = 0; i < output - 1; i++, drawn++)
        {
            if (drawn % 4 == 0)
            {
                own.Next(bits);
            }

            var other = i + (int)(bits[drawn % 4] % (uint)(output - i));
            (sizes[i], sizes[other]) = (sizes[other], sizes[i]);
        }

        return sizes;
    }
}
