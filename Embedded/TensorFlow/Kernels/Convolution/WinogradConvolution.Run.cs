// Pointers: see WinogradConvolution.cs.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

internal sealed unsafe partial class WinogradConvolution
{
    // Transformed tiles of a block and the products of one panel share a 1 MiB second-level cache with the weights that pass by.
    private const int BlockBytes = 640 << 10;

    // One cache line: points that lie a multiple of 4 KiB apart would evict each other from the first-level cache.
    private const int PitchSkew = 16;

    /// <summary>The tiles of all images in one row, cut into blocks; a task is a block times a range of panels.</summary>
    private readonly struct BlockRun<TLine, TVector> : IParallelBody
        where TLine : struct, IWinogradLine
        where TVector : struct, IFloatVector<TVector>
    {
        private readonly WinogradConvolution _owner;
        private readonly Tensors _tensors;
        private readonly int _tilesAcross;
        private readonly int _tilesDown;
        private readonly int _tiles;
        private readonly int _blockTiles;
        private readonly int _blocks;
        private readonly int _panelRanges;

        public BlockRun(WinogradConvolution owner, in Tensors tensors, int batch, int parallelism)
        {
            _owner = owner;
            _tensors = tensors;
            _tilesAcross = (tensors.Geometry.OutputWidth + TLine.Outputs - 1) / TLine.Outputs;
            _tilesDown = (tensors.Geometry.OutputHeight + TLine.Outputs - 1) / TLine.Outputs;
            _tiles = batch * _tilesAcross * _tilesDown;
            var tileBytes = WinogradTransform<TLine>.Points * sizeof(float) * (owner._inputs + owner._kernel.PanelWidth);
            var pair = 2 * owner._kernel.StripLength;

            // Whole pairs of strips, and blocks of equal size.
            var most = Math.Max(pair, BlockBytes / tileBytes / pair * pair);
            if (parallelism > 1)
            {
                most = Math.Max(pair, Math.Min(most, (_tiles / (2 * parallelism) + pair - 1) / pair * pair));
            }

            _blocks = (_tiles + most - 1) / most;
            _blockTiles = Math.Min(most, ((_tiles + _blocks - 1) / _blocks + pair - 1) / pair * pair);
            _blocks = (_tiles + _blockTiles - 1) / _blockTiles;
            _panelRanges = _blocks >= parallelism ? 1 : Math.Min(owner.Panels, parallelism);
        }

        public int Tasks => _blocks * _panelRanges;

        [SkipLocalsInit]
        public void Invoke(int index)
        {
            var first = index / _panelRanges * _blockTiles;
            var tiles = Math.Min(_blockTiles, _tiles - first);
            var range = index % _panelRanges;
            var inputs = _owner._inputs;
            var panelWidth = _owner._kernel.PanelWidth;
            var strip = _owner._kernel.StripLengthFor(tiles);
            var rows = (tiles + strip - 1) / strip * strip;
            nint inputPitch = (rows * inputs) + PitchSkew;
            nint productPitch = (rows * panelWidth) + PitchSkew;
            var transformed = KernelScratch.Rent((inputPitch + productPitch) * WinogradTransform<TLine>.Points);
            var products = transformed + (inputPitch * WinogradTransform<TLine>.Points);

            var pixels = stackalloc float*[WinogradTransform<TLine>.Points];
            for (var tile = 0; tile < tiles; tile++)
            {
                Gather(first + tile, pixels);
                WinogradTransform<TLine>.Input<TVector>(pixels, inputs, transformed + ((nint)tile * inputs), inputPitch);
            }

            var lastPanel = (range + 1) * _owner.Panels / _panelRanges;
            for (var panel = range * _owner.Panels / _panelRanges; panel < lastPanel; panel++)
            {
                Multiply(panel, rows, strip, transformed, inputPitch, products, productPitch);
                for (var tile = 0; tile < tiles; tile++)
                {
                    Scatter(first + tile, panel * panelWidth, products + ((nint)tile * panelWidth), productPitch);
                }
            }
        }

        private void Multiply(int panel, int rows, int strip, float* transformed, nint inputPitch, float* products, nint productPitch)
        {
            var kernel = _owner._kernel;
            var inputs = _owner._inputs;
            nint segment = 0;
            GemmTile tile = default;
            tile.RowStride = inputs * sizeof(float);
            tile.Segments = &segment;
            tile.SegmentCount = 1;
            tile.SegmentLength = inputs;
            tile.Bias = _owner._zeros.Pointer;
            tile.CStride = kernel.PanelWidth * sizeof(float);
            tile.Low = float.NegativeInfinity;
            tile.High = float.PositiveInfinity;
            tile.B = _owner._weights.Pointer + ((long)panel * WinogradTransform<TLine>.Points * inputs * kernel.PanelWidth);
            for (var point = 0; point < WinogradTransform<TLine>.Points; point++)
            {
                for (var row = 0; row < rows; row += 2 * strip)
                {
                    var pair = row + strip < rows;
                    var second = pair ? row + strip : row;
                    tile.A0 = transformed + ((nint)row * inputs);
                    tile.A1 = transformed + ((nint)second * inputs);
                    tile.C0 = products + ((nint)row * kernel.PanelWidth);
                    tile.C1 = products + ((nint)second * kernel.PanelWidth);
                    kernel.Run(&tile, strip, pair);
                }

                tile.B += (nint)inputs * kernel.PanelWidth;
                transformed += inputPitch;
                products += productPitch;
            }
        }

        private (int Image, int Y, int X) Locate(int tile)
        {
            var line = tile / _tilesAcross;
            return (line / _tilesDown, line % _tilesDown * TLine.Outputs, tile % _tilesAcross * TLine.Outputs);
        }

        /// <summary>Addresses of a tile's pixels; outside of the image, of zeros.</summary>
        private void Gather(int tile, float** pixels)
        {
            var (image, y, x) = Locate(tile);
            var top = y - _tensors.Geometry.Padding.Top;
            var left = x - _tensors.Geometry.Padding.Left;
            var source = _tensors.Input + ((long)image * _tensors.Height * _tensors.Width * _owner._inputs);
            for (var r = 0; r < TLine.Inputs; r++)
            {
                for (var s = 0; s < TLine.Inputs; s++)
                {
                    var inside = (uint)(top + r) < (uint)_tensors.Height && (uint)(left + s) < (uint)_tensors.Width;
                    *pixels++ = inside
                        ? source + ((((long)(top + r) * _tensors.Width) + left + s) * _owner._inputs)
                        : _owner._zeros.Pointer;
                }
            }
        }

        [SkipLocalsInit]
        private void Scatter(int tile, int column, float* products, nint productPitch)
        {
            var (image, y, x) = Locate(tile);
            var geometry = _tensors.Geometry;
            var lines = Math.Min(TLine.Outputs, geometry.OutputHeight - y);
            var across = Math.Min(TLine.Outputs, geometry.OutputWidth - x);
            var pixel = ((((long)image * geometry.OutputHeight) + y) * geometry.OutputWidth) + x;
            var outputs = stackalloc float[TLine.Outputs * TLine.Outputs * WinogradTransform<TLine>.MostLanes];
            var low = TVector.Create(_tensors.Low);
            var high = TVector.Create(_tensors.High);
            for (var c = 0; c < _owner._kernel.PanelWidth; c += TVector.Count)
            {
                WinogradTransform<TLine>.Output<TVector>(products + c, productPitch, outputs);
                var bias = TVector.Load(_tensors.Bias == null ? _owner._zeros.Pointer : _tensors.Bias + column + c);
                for (var r = 0; r < lines; r++)
                {
                    for (var s = 0; s < across; s++)
                    {
                        var offset = ((pixel + ((long)r * geometry.OutputWidth) + s) * _owner._outputs) + column + c;
                        var value = TVector.Load(outputs + (((r * TLine.Outputs) + s) * TVector.Count)) + bias;
                        if (_tensors.Residual != null)
                        {
                            value += TVector.Load(_tensors.Residual + offset);
                        }

                        TVector.Clamp(low, high, value).Store(_tensors.Output + offset);
                    }
                }
            }
        }
    }
}
