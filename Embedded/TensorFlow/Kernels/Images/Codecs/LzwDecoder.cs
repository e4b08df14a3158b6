namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>The dictionary coding of GIF.</summary>
internal static class LzwDecoder
{
    private const int MostCodes = 4096;

    public static byte[] Decode(byte[] data, int codeSize, int count)
    {
        if (codeSize is < 1 or > 11 || count < 0)
        {
            throw TensorFlowException.InvalidArgument($"Invalid GIF data: code size {codeSize}");
        }

        // Twelve bits give a pixel at best a few thousand times over.
        if (count / MostCodes > data.Length)
        {
            throw TensorFlowException.InvalidArgument($"Invalid GIF data: not enough image data");
        }

        var pixels = new byte[count];
        var (prefix, suffix, stack) = (new int[MostCodes], new byte[MostCodes], new Stack<byte>());
        var (clear, end) = (1 << codeSize, (1 << codeSize) + 1);
        var (next, width, previous, first) = (end + 1, codeSize + 1, -1, (byte)0);
        var (bits, have, at, done) = (0, 0, 0, 0);
        while (done < count)
        {
            for (; have < width; have += 8)
            {
                if (at == data.Length)
                {
                    // What is missing stays at index 0, as decoders do.
                    return pixels;
                }

                bits |= data[at++] << have;
            }

            var code = bits & ((1 << width) - 1);
            (bits, have) = (bits >> width, have - width);
            if (code == clear)
            {
                (next, width, previous) = (end + 1, codeSize + 1, -1);
                continue;
            }

            if (code == end)
            {
                break;
            }

            if (code > next || (previous < 0 && code >= clear))
            {
                throw TensorFlowException.InvalidArgument($"Invalid GIF data: code {code} is not defined");
            }

            var symbol = code;
            if (code == next)
            {
                stack.Push(first);
                symbol = previous;
            }

            for (; symbol > end; symbol = prefix[symbol])
            {
                stack.Push(suffix[symbol]);
            }

            first = (byte)symbol;
            stack.Push(first);
            while (stack.TryPop(out var pixel) && done < count)
            {
                pixels[done++] = pixel;
            }

            stack.Clear();
            if (previous >= 0 && next < MostCodes)
            {
                (prefix[next], suffix[next]) = (previous, first);
                next++;
                width += next == 1 << width && width < 12 ? 1 : 0;
            }

            previous = code;
        }

        return pixels;
    }
}
