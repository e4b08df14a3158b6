using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Dense;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>The pixels of one line that make one new pixel, and their weights.</summary>
internal readonly record struct PixelSpan(int[] Pixels, float[] Weights);

/// <summary>Resizing that treats rows and columns alike: each new pixel is a weighted sum over a few lines and columns.</summary>
internal static class WeightedResize
{
    // Every row and column gets its weights before a pixel is written; a request for a picture of no depth would take all memory.
    private const long LongestSide = 1 << 22;

    public static void Run(KernelContext context, PixelSpan[] rows, PixelSpan[] columns)
    {
        var image = ImageShape.Of(context.Input(0));
        var source = Floats(context.Input(0));
        var result = context.Allocate(0, DataType.Float, image.Batch, rows.Length, columns.Length, image.Channels).Data<float>();
        var line = new float[image.Width * image.Channels];
        for (var n = 0; n < image.Batch; n++)
        {
            for (var y = 0; y < rows.Length; y++)
            {
                Array.Clear(line);
                for (var i = 0; i < rows[y].Pixels.Length; i++)
                {
                    var from = source.AsSpan(((n * image.Height) + rows[y].Pixels[i]) * line.Length, line.Length);
                    System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(from, rows[y].Weights[i], line, line);
                }

                var target = result.Slice(((n * rows.Length) + y) * columns.Length * image.Channels, columns.Length * image.Channels);
                target.Clear();
                for (var x = 0; x < columns.Length; x++)
                {
                    for (var i = 0; i < columns[x].Pixels.Length; i++)
                    {
                        for (var c = 0; c < image.Channels; c++)
                        {
                            target[(x * image.Channels) + c] += line[(columns[x].Pixels[i] * image.Channels) + c] * columns[x].Weights[i];
                        }
                    }
                }
            }
        }
    }

    /// <summary>The size input of the resizing ops.</summary>
    public static (int Height, int Width) Size(KernelContext context)
    {
        var image = ImageShape.Of(context.Input(0));
        var size = Elements.Integers(context.Input(1));
        if (size.Length != 2 || size[0] <= 0 || size[1] <= 0 || image.Height <= 0 || image.Width <= 0)
        {
            throw TensorFlowException.InvalidArgument($"output dimensions must be positive");
        }

        return size[0] <= LongestSide && size[1] <= LongestSide
            ? ((int)size[0], (int)size[1])
            : throw TensorFlowException.ResourceExhausted($"OOM when resizing to [{size[0]},{size[1]}]: a side may have {LongestSide} pixels at most");
    }

    /// <summary>Old pixels per new pixel.</summary>
    public static float Scale(int from, int to, bool alignCorners) => alignCorners && to > 1 ? (from - 1) / (float)(to - 1) : from / (float)to;

    private static float[] Floats(Tensor tensor)
    {
        if (tensor.DType == DataType.Float)
        {
            return tensor.Data<float>().ToArray();
        }

        return Array.ConvertAll(Doubles.Read(tensor), v => (float)v);
    }
}
