namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>Reads the coefficients of one scan, sequential or progressive.</summary>
internal sealed class JpegScan(JpegFrame frame, JpegComponent[] components, int first, int last, int high, int low)
{
    private static readonly byte[] s_natural =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    // Blocks that a progressive scan still skips.
    private int _skipped;

    /// <summary>Place in natural order of entry i of a zigzag sequence.</summary>
    public static int Natural(int i) => s_natural[i];

    /// <returns>Whether the data was complete.</returns>
    public bool Read(ReadOnlySpan<byte> data, int start, int restartInterval)
    {
        var bits = new JpegBits(data, start);
        var isInterleaved = components.Length > 1;
        var (wide, high) = isInterleaved ? (frame.UnitsWide, frame.UnitsHigh) : (components[0].BlocksWide, components[0].BlocksHigh);
        Reset();
        for (var unit = 0; unit < wide * high; unit++)
        {
            if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
            {
                bits.Restart();
                Reset();
            }

            if (!isInterleaved)
            {
                Block(ref bits, components[0], unit / wide, unit % wide);
                continue;
            }

            foreach (var component in components)
            {
                for (var i = 0; i < component.Horizontal * component.Vertical; i++)
                {
                    Block(
                        ref bits, component, (unit / wide * component.Vertical) + (i / component.Horizontal), (unit % wide * component.Horizontal) + (i % component.Horizontal));
                }
            }
        }

        // The last code may end within a byte that is there.
        return bits.Missing == 0;
    }

    private void Reset()
    {
        _skipped = 0;
        foreach (var component in components)
        {
            component.Prediction = 0;
        }
    }

    private void Block(ref JpegBits bits, JpegComponent component, int row, int column)
    {
        var block = component.Block(row, column);
        if (!frame.IsProgressive)
        {
            Sequential(ref bits, component, block);
        }
        else if (first == 0)
        {
            FirstOrRefinedDc(ref bits, component, block);
        }
        else if (high == 0)
        {
            FirstAc(ref bits, component, block);
        }
        else
        {
            RefinedAc(ref bits, component, block);
        }
    }

    private static JpegHuffman Table(JpegHuffman? table) => table ?? throw TensorFlowException.InvalidArgument($"Invalid JPEG data: Huffman table was not defined");

    private static int DcDifference(ref JpegBits bits, JpegComponent component) => Table(component.Dc).Read(ref bits) is <= 15 and var size
        ? bits.Signed(size)
        : throw TensorFlowException.InvalidArgument($"Invalid JPEG data: bad DC difference");

    private static void Sequential(ref JpegBits bits, JpegComponent component, Span<short> block)
    {
        component.Prediction += DcDifference(ref bits, component);
        block[0] = (short)component.Prediction;
        var table = Table(component.Ac);
        for (var k = 1; k < 64; k++)
        {
            var symbol = table.Read(ref bits);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0)
            {
                if (run != 15)
                {
                    return;
                }

                k += 15;
                continue;
            }

            k += run;
            var value = bits.Signed(size);
            if (k < 64)
            {
                block[s_natural[k]] = (short)value;
            }
        }
    }

    private void FirstOrRefinedDc(ref JpegBits bits, JpegComponent component, Span<short> block)
    {
        if (high == 0)
        {
            component.Prediction += DcDifference(ref bits, component);
            block[0] = (short)(component.Prediction << low);
        }
        else if (bits.Bit() == 1)
        {
            block[0] |= (short)(1 << low);
        }
    }

    private void FirstAc(ref JpegBits bits, JpegComponent component, Span<short> block)
    {
        if (_skipped > 0)
        {
            _skipped--;
            return;
        }

        var table = Table(component.Ac);
        for (var k = first; k <= last; k++)
        {
            var symbol = table.Read(ref bits);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0 && run < 15)
            {
                _skipped = (1 << run) + bits.Bits(run) - 1;
                return;
            }

            k += run;
            var value = bits.Signed(size);
            if (k <= last && size > 0)
            {
                block[s_natural[k]] = (short)(value << low);
            }
        }
    }

    // Coefficients that are known get one more bit; between them new ones appear.
    private void RefinedAc(ref JpegBits bits, JpegComponent component, Span<short> block)
    {
        var k = first;
        if (_skipped == 0)
        {
            var table = Table(component.Ac);
            for (; k <= last; k++)
            {
                var symbol = table.Read(ref bits);
                var (run, size) = (symbol >> 4, symbol & 15);
                var value = 0;
                if (size != 0)
                {
                    value = bits.Bit() == 1 ? 1 << low : -1 << low;
                }
                else if (run != 15)
                {
                    _skipped = (1 << run) + bits.Bits(run);
                    break;
                }

                for (; k <= last; k++)
                {
                    ref var known = ref block[s_natural[k]];
                    if (known != 0)
                    {
                        Refine(ref bits, ref known);
                    }
                    else if (run-- == 0)
                    {
                        known = (short)value;
                        break;
                    }
                }
            }
        }

        if (_skipped > 0)
        {
            for (; k <= last; k++)
            {
                ref var known = ref block[s_natural[k]];
                if (known != 0)
                {
                    Refine(ref bits, ref known);
                }
            }

            _skipped--;
        }
    }

    private void Refine(ref JpegBits bits, ref short known)
    {
        var bit = 1 << low;
        if (bits.Bit() == 1 && (known & bit) == 0)
        {
            known += (short)(known >= 0 ? bit : -bit);
        }
    }
}
