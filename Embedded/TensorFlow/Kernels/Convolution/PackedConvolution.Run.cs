// Pointers: the tensors are pinned for the run, and the blocks of it address them from several threads.
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

internal sealed unsafe partial class PackedConvolution
{
    // Half of a 1 MiB second-level cache: the block's input stays there while all panels pass over it.
    private const long BlockBytes = 512 << 10;

    // A 48 KiB, 12-way first-level cache repeats every 4 KiB: rows that far apart all fall into one set, and a tile has 14.
    private const int CacheSetBytes = 4096;

    // One cache line.
    private const int PitchSkew = 16;

    // Below this, copying the image costs more than the conflicts it avoids.
    private const int CopyPaysColumns = 96;

    private void RunImages(
        ReadOnlySpan<float> input, Span<float> output, ImageShape shape, Padding2D padding, in Epilogue epilogue, IntraOpPool pool)
    {
        fixed (float* a = input)
        fixed (float* c = output)
        fixed (float* bias = epilogue.Bias)
        fixed (float* residual = epilogue.Residual)
        {
            var run = new BlockRun(this, shape, padding, pool.Parallelism)
            {
                Input = a,
                Output = c,
                Bias = bias,
                Residual = residual,
                Low = epilogue.Low,
                High = epilogue.High,
            };
            pool.For(run.Tasks, run);
        }
    }

    /// <summary>The run cut into tasks: blocks of output lines (or of strips of the only line) times ranges of panels.</summary>
    private struct BlockRun : IParallelBody
    {
        private readonly PackedConvolution _owner;
        private readonly ImageShape _shape;
        private readonly Padding2D _padding;
        private readonly bool _isLine;
        private readonly int _stripLength;
        private readonly int _stripsPerLine;
        private readonly int _blockLength;
        private readonly int _blocks;
        private readonly int _panelRanges;
        private readonly bool _skewed;
        private readonly bool _copies;

        public BlockRun(PackedConvolution owner, ImageShape shape, Padding2D padding, int parallelism)
        {
            _owner = owner;
            _shape = shape;
            _padding = padding;
            var length = owner._kernel.StripLengthFor(shape.OutputWidth);
            _stripLength = length;
            var channelBytes = owner.InputChannels * sizeof(float);
            _isLine = shape.OutputHeight == 1 && shape.Batch == 1 && owner.IsPointwise && padding.IsNone;
            _stripsPerLine = (shape.OutputWidth + length - 1) / length;
            _skewed = channelBytes * owner.Window.StrideWidth % CacheSetBytes == 0 && owner.OutputChannels >= CopyPaysColumns;
            _copies = _skewed || !padding.IsNone || (!_isLine && shape.OutputWidth % length != 0);

            // Blocks count in strips of a line, else in output lines.
            var units = _isLine ? _stripsPerLine : shape.OutputHeight;
            var unitBytes = _isLine
                ? (long)length * owner.Window.StrideWidth * channelBytes
                : (long)shape.Width * owner.Window.StrideHeight * channelBytes;
            var limit = (int)Math.Clamp(BlockBytes / Math.Max(1, unitBytes), 1, units);
            var panels = owner._groups[0].Count;
            _panelRanges = 1;
            if (parallelism > 1)
            {
                // About four tasks to a thread even out their ends; panels are divided only when the lines do not suffice.
                var wanted = 4 * parallelism;
                limit = Math.Min(limit, Math.Max(_isLine ? 4 : 2, (units * shape.Batch + wanted - 1) / wanted));
                var blocks = (units + limit - 1) / limit * shape.Batch * owner._groups.Length;
                _panelRanges = Math.Clamp((wanted + blocks - 1) / blocks, 1, panels);
            }

            _blockLength = _isLine ? (limit + 1) & ~1 : limit;
            _blocks = (units + _blockLength - 1) / _blockLength;
        }

        public float* Input { get; init; }

        public float* Output { get; init; }

        public float* Bias { get; init; }

        public float* Residual { get; init; }

        public float Low { get; init; }

        public float High { get; init; }

        public readonly int Tasks => _shape.Batch * _blocks * _panelRanges;

        public readonly void Invoke(int index)
        {
            var panelRange = index % _panelRanges;
            var block = index / _panelRanges % _blocks;
            var image = index / _panelRanges / _blocks;
            if (_isLine)
            {
                RunLine(block, panelRange);
            }
            else
            {
                RunLines(image, block, panelRange);
            }
        }

        private readonly void RunLine(int block, int panelRange)
        {
            var length = _stripLength;
            var first = block * _blockLength;
            var last = Math.Min(first + _blockLength, _stripsPerLine);
            var pixel = first * length;
            var end = Math.Min(last * length, _shape.OutputWidth);
            var channels = _owner.InputChannels;
            var pitch = channels * _owner.Window.StrideWidth;
            var grid = NewGrid(0);
            grid.APixelPitch = pitch * sizeof(float);

            // Whole strips may be read in place; the rest of the line, and lines that the cache cannot hold, from a copy.
            var inPlace = _skewed ? pixel : end / length * length;
            if (inPlace > pixel)
            {
                PlacePixels(ref grid, Input + ((long)pixel * pitch), pixel, inPlace - pixel);
                RunGroups(grid, (inPlace - pixel) / length, panelRange, channels);
            }

            if (end > inPlace)
            {
                var copyPitch = channels + PitchSkew;
                var rows = end - inPlace;
                var copy = KernelScratch.Rent((long)(rows + length) * copyPitch);
                for (var row = 0; row < rows; row++)
                {
                    Copy(Input + ((long)(inPlace + row) * pitch), copy + ((long)row * copyPitch), channels);
                }

                grid.APixelPitch = copyPitch * sizeof(float);
                PlacePixels(ref grid, copy, inPlace, rows);
                RunGroups(grid, grid.StripsPerLine, panelRange, channels);
            }
        }

        private readonly void PlacePixels(ref StripGrid grid, float* a, int pixel, int pixels)
        {
            var offset = (long)pixel * _owner.OutputChannels;
            grid.A = (byte*)a;
            grid.C = (byte*)(Output + offset);
            grid.R = Residual == null ? null : (byte*)(Residual + offset);
            grid.SetWidth(pixels, _stripLength);
        }

        private readonly void RunLines(int image, int block, int panelRange)
        {
            var window = _owner.Window;
            var channels = _owner.InputChannels;
            var firstLine = block * _blockLength;
            var lines = Math.Min(_blockLength, _shape.OutputHeight - firstLine);
            var source = Input + ((long)image * _shape.Height * _shape.Width * channels);
            var top = (firstLine * window.StrideHeight) - _padding.Top;
            var grid = NewGrid((((long)image * _shape.OutputHeight) + firstLine) * _shape.OutputWidth);
            grid.SetWidth(_shape.OutputWidth, _stripLength);
            int pixelPitch, linePitch;
            if (_copies)
            {
                // Beyond the last pixel the kernel still reads for the strip's missing ones.
                var padded = Math.Max(
                    _shape.Width + _padding.Left + _padding.Right,
                    ((_shape.OutputWidth - 1) * window.StrideWidth) + window.ExtentWidth);
                var copied = ((lines - 1) * window.StrideHeight) + window.ExtentHeight;
                pixelPitch = _skewed ? channels + PitchSkew : channels;
                linePitch = padded * pixelPitch;
                var slack = _stripLength * window.StrideWidth * pixelPitch;
                var copy = KernelScratch.Rent(((long)copied * linePitch) + slack);
                CopyLines(source, top, copied, copy, pixelPitch, linePitch);
                grid.A = (byte*)copy;
            }
            else
            {
                pixelPitch = channels;
                linePitch = _shape.Width * channels;
                grid.A = (byte*)(source + ((long)top * linePitch));
            }

            grid.APixelPitch = (nint)pixelPitch * window.StrideWidth * sizeof(float);
            grid.ALinePitch = (nint)linePitch * window.StrideHeight * sizeof(float);
            RunGroups(grid, lines * grid.StripsPerLine, panelRange, pixelPitch, linePitch);
        }

        private readonly StripGrid NewGrid(long pixel)
        {
            var offset = pixel * _owner.OutputChannels;
            return new()
            {
                C = (byte*)(Output + offset),
                R = Residual == null ? null : (byte*)(Residual + offset),
                CPixelPitch = _owner.OutputChannels * sizeof(float),
                Bias = Bias,
                Low = Low,
                High = High,
            };
        }

        private readonly void CopyLines(float* source, int top, int lines, float* target, int pixelPitch, int linePitch)
        {
            var channels = _owner.InputChannels;
            for (var i = 0; i < lines; i++)
            {
                var y = top + i;
                var line = new Span<float>(target + ((long)i * linePitch), linePitch);
                if (y < 0 || y >= _shape.Height)
                {
                    line.Clear();
                    continue;
                }

                var left = _padding.Left * pixelPitch;
                var right = left + (_shape.Width * pixelPitch);
                line[..left].Clear();
                line[right..].Clear();
                var from = source + ((long)y * _shape.Width * channels);
                if (pixelPitch == channels)
                {
                    new ReadOnlySpan<float>(from, right - left).CopyTo(line[left..]);
                    continue;
                }

                for (var x = 0; x < _shape.Width; x++)
                {
                    new ReadOnlySpan<float>(from + ((long)x * channels), channels).CopyTo(line[(left + (x * pixelPitch))..]);
                }
            }
        }

        private readonly void RunGroups(StripGrid grid, int strips, int panelRange, int pixelPitch, int linePitch = 0)
        {
            var window = _owner.Window;
            var groups = _owner._groups;
            var channels = _owner.InputChannels / groups.Length;

            // Taps side by side in memory are one segment.
            var joined = window.DilationWidth == 1 && channels == pixelPitch;
            var taps = joined ? 1 : window.Width;
            var segments = stackalloc nint[window.Height * taps];
            for (var y = 0; y < window.Height; y++)
            {
                for (var x = 0; x < taps; x++)
                {
                    segments[(y * taps) + x] =
                        (((nint)y * window.DilationHeight * linePitch) + ((nint)x * window.DilationWidth * pixelPitch)) * sizeof(float);
                }
            }

            grid.Segments = segments;
            grid.SegmentCount = window.Height * taps;
            grid.SegmentLength = joined ? window.Width * channels : channels;
            foreach (var panels in groups)
            {
                var firstPanel = (int)((long)panelRange * panels.Count / _panelRanges);
                var lastPanel = (int)((long)(panelRange + 1) * panels.Count / _panelRanges);
                StripGemm.Run(grid, 0, strips, panels, firstPanel, lastPanel);
                grid.A += channels * sizeof(float);
                grid.C += panels.N * sizeof(float);
                grid.R = grid.R == null ? null : grid.R + (panels.N * sizeof(float));
                grid.Bias = grid.Bias == null ? null : grid.Bias + panels.N;
            }
        }

        private static void Copy(float* from, float* to, int count) =>
            new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
    }
}
