using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>
/// A two-dimensional NHWC convolution whose filter has been packed once. Immutable; threads share it.
/// Images need no transformation but zero padding: consecutive output pixels of a line are evenly spaced input pixels, which
/// is all that the kernels ask for.
/// </summary>
internal sealed partial class PackedConvolution
{
    private readonly MicroKernel _kernel;
    private readonly PackedPanels[] _groups;
    private readonly WinogradConvolution? _winograd;
    private readonly int _groupCount;

    private PackedConvolution(MicroKernel kernel, in Window2D window, int inputChannels, int outputChannels, PackedPanels[] groups)
    {
        _kernel = kernel;
        _groups = groups;
        _groupCount = Math.Max(1, groups.Length);
        Window = window;
        InputChannels = inputChannels;
        OutputChannels = outputChannels;
    }

    private PackedConvolution(MicroKernel kernel, in Window2D window, int inputChannels, int outputChannels, WinogradConvolution winograd)
        : this(kernel, window, inputChannels, outputChannels, []) => _winograd = winograd;

    /// <summary>The window.</summary>
    public Window2D Window { get; }

    /// <summary>Channels of the image.</summary>
    public int InputChannels { get; }

    /// <summary>Channels of the result.</summary>
    public int OutputChannels { get; }

    private bool IsPointwise => Window is { Height: 1, Width: 1 };

    /// <summary>Packs a filter.</summary>
    /// <param name="filter">[height, width, channels per group, output channels], TensorFlow's HWIO.</param>
    /// <param name="window">The window.</param>
    /// <param name="inputChannels">Channels of the image, over all groups.</param>
    /// <param name="outputChannels">Channels of the result, over all groups.</param>
    /// <param name="groups">Groups; input and output channels are divided evenly between them.</param>
    /// <param name="kernel">The kernel to pack for; that of the process by default.</param>
    /// <exception cref="ArgumentException">The channels do not divide into the groups, or the filter has another length.</exception>
    public static PackedConvolution Create(
        ReadOnlySpan<float> filter, in Window2D window, int inputChannels, int outputChannels, int groups = 1, MicroKernel? kernel = null)
    {
        if (groups < 1 || inputChannels % groups != 0 || outputChannels % groups != 0)
        {
            throw new ArgumentException($"{inputChannels} input and {outputChannels} output channels do not divide into {groups} groups.");
        }

        var k = window.Height * window.Width * (inputChannels / groups);
        if (filter.Length != (long)k * outputChannels)
        {
            throw new ArgumentException($"The filter has {filter.Length} values, not {k} x {outputChannels}.", nameof(filter));
        }

        kernel ??= MicroKernel.Current;
        if (WinogradConvolution.Suits(kernel, window, inputChannels, outputChannels, groups))
        {
            return new(kernel, window, inputChannels, outputChannels, WinogradConvolution.Create(filter, inputChannels, outputChannels, kernel));
        }

        var columns = outputChannels / groups;
        var packed = new PackedPanels[groups];
        for (var group = 0; group < groups; group++)
        {
            packed[group] = PackedPanels.FromRows(kernel, filter[(group * columns)..], k, columns, outputChannels);
        }

        return new(kernel, window, inputChannels, outputChannels, packed);
    }

    /// <summary>A convolution without groups over panels packed elsewhere.</summary>
    public static PackedConvolution Create(PackedPanels panels, in Window2D window, int inputChannels) =>
        new(panels.Kernel, window, inputChannels, panels.N, [panels]);

    /// <summary>Output height and width for an image with explicit padding.</summary>
    public (int Height, int Width) OutputSize(int height, int width, Padding2D padding)
    {
        var geometry = ConvolutionGeometry.Resolve(height, width, Window, PaddingScheme.Explicit, padding);
        return (geometry.OutputHeight, geometry.OutputWidth);
    }

    /// <summary>Convolves a batch of images.</summary>
    /// <param name="input">[batch, height, width, <see cref="InputChannels"/>].</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="height">Image height.</param>
    /// <param name="width">Image width.</param>
    /// <param name="output">[batch, output height, output width, <see cref="OutputChannels"/>]; see <see cref="OutputSize"/>. Must not overlap the input.</param>
    /// <param name="padding">Zero pixels around every image.</param>
    /// <param name="epilogue">What is added to and done with the sums.</param>
    /// <param name="pool">The threads to use.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Run(
        ReadOnlySpan<float> input, int batch, int height, int width, Span<float> output, Padding2D padding, in Epilogue epilogue, IntraOpPool pool)
    {
        var (outputHeight, outputWidth) = OutputSize(height, width, padding);
        var pixels = (long)batch * outputHeight * outputWidth;
        if (pixels <= 0)
        {
            return;
        }

        Require(input.Length, (long)batch * height * width * InputChannels, nameof(input));
        Require(output.Length, pixels * OutputChannels, nameof(output));
        epilogue.Validate(pixels, OutputChannels);

        pool = pool.SuitedTo(pixels * Window.Height * Window.Width * (InputChannels / _groupCount) * OutputChannels);
        if (_winograd is not null)
        {
            _winograd.Run(input, batch, height, width, output, new(outputHeight, outputWidth, padding), epilogue, pool);
            return;
        }

        // A pointwise convolution without stride is a matrix product over all pixels of the batch: one image of one line.
        var isMatrix = IsPointwise && padding.IsNone && Window.StrideHeight == 1 && Window.StrideWidth == 1;
        var image = isMatrix
            ? new ImageShape(1, 1, checked((int)pixels), 1, (int)pixels)
            : new ImageShape(batch, height, width, outputHeight, outputWidth);
        RunImages(input, output, image, padding, epilogue, pool);
    }

    private static void Require(int length, long needed, string name)
    {
        if (length < needed)
        {
            throw new ArgumentException($"The {name} has {length} values; {needed} are needed.", name);
        }
    }

    private readonly record struct ImageShape(int Batch, int Height, int Width, int OutputHeight, int OutputWidth);
}
