using Embedded.TensorFlow.Kernels.Dense;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>Boxes cut out of images and brought to one size.</summary>
internal static class CropAndResizeKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Cropping", "numbers")
        .Add("CropAndResize", Create, notes: "result float");

    private static KernelBody Create(KernelBuild build)
    {
        var nearest = build.Attributes.Text("method", "bilinear") == "nearest";
        var outside = build.Attributes.Float("extrapolation_value", 0);
        return context =>
        {
            var image = ImageShape.Of(context.Input(0));
            var boxes = context.Input(1).Data<float>();
            var owners = context.Input(2).Data<int>();
            var size = Elements.Integers(context.Input(3));
            if (size.Length != 2 || size[0] <= 0 || size[1] <= 0 || boxes.Length != 4L * owners.Length)
            {
                throw TensorFlowException.InvalidArgument($"crop dimensions must be positive, and boxes must have four values for each of {owners.Length} indices");
            }

            var (height, width) = ((int)size[0], (int)size[1]);
            var source = Doubles.Read(context.Input(0));
            var result = context.Allocate(0, DataType.Float, owners.Length, height, width, image.Channels).Data<float>();
            for (int b = 0, at = 0; b < owners.Length; b++)
            {
                if ((uint)owners[b] >= (uint)image.Batch)
                {
                    throw TensorFlowException.OutOfRange($"box_index has values outside [0, {image.Batch})");
                }

                var box = boxes.Slice(4 * b, 4);
                for (var y = 0; y < height; y++)
                {
                    var row = Position(box[0], box[2], image.Height, y, height);
                    for (var x = 0; x < width; x++)
                    {
                        var column = Position(box[1], box[3], image.Width, x, width);
                        var isInside = row >= 0 && row <= image.Height - 1 && column >= 0 && column <= image.Width - 1;
                        for (var c = 0; c < image.Channels; c++)
                        {
                            result[at++] = isInside ? Sample(source, image, owners[b], row, column, c, nearest) : outside;
                        }
                    }
                }
            }
        };
    }

    // A single line is taken from the middle of the box.
    private static float Position(float low, float high, int size, int index, int count) =>
        count > 1 ? (low * (size - 1)) + (index * ((high - low) * (size - 1) / (count - 1))) : 0.5f * (low + high) * (size - 1);

    private static float Sample(double[] source, ImageShape image, int batch, float row, float column, int channel, bool nearest)
    {
        if (nearest)
        {
            return At((int)MathF.Round(row, MidpointRounding.AwayFromZero), (int)MathF.Round(column, MidpointRounding.AwayFromZero));
        }

        var (top, left) = ((int)MathF.Floor(row), (int)MathF.Floor(column));
        var (bottom, right) = ((int)MathF.Ceiling(row), (int)MathF.Ceiling(column));
        var (down, across) = (row - top, column - left);
        var above = At(top, left) + ((At(top, right) - At(top, left)) * across);
        var below = At(bottom, left) + ((At(bottom, right) - At(bottom, left)) * across);
        return above + ((below - above) * down);

        float At(int y, int x) => (float)source[((((((long)batch * image.Height) + y) * image.Width) + x) * image.Channels) + channel];
    }
}
