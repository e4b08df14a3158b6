namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>A Huffman code of JPEG: how many codes of each length, and their symbols in order.</summary>
internal sealed class JpegHuffman
{
    private const int LongestCode = 16;

    private readonly int[] _first = new int[LongestCode + 2];
    private readonly int[] _offset = new int[LongestCode + 2];
    private readonly int[] _counts;
    private readonly byte[] _symbols;

    public JpegHuffman(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _counts = [0, .. counts.ToArray().Select(c => (int)c)];
        _symbols = symbols.ToArray();
        var (code, at) = (0, 0);
        for (var length = 1; length <= LongestCode; length++)
        {
            (_first[length], _offset[length]) = (code, at);
            code = (code + _counts[length]) << 1;
            at += _counts[length];
        }
    }

    public int Read(ref JpegBits bits)
    {
        var code = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            code = (code << 1) | bits.Bit();
            if (code - _first[length] < _counts[length] && code >= _first[length])
            {
                return _symbols[_offset[length] + code - _first[length]];
            }
        }

        throw TensorFlowException.InvalidArgument($"Invalid JPEG data: bad Huffman code");
    }
}
