namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>Bits of entropy-coded data, most significant first; a zero byte after 0xFF belongs to the coding.</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> data, int start)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _at = start;
    private uint _bits;
    private int _count;

    /// <summary>Zeros given after the end of the data.</summary>
    public int Missing { get; private set; }

    public int Bit()
    {
        if (_count == 0)
        {
            Fill();
        }

        _count--;
        return (int)(_bits >> _count) & 1;
    }

    public int Bits(int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++)
        {
            value = (value << 1) | Bit();
        }

        return value;
    }

    /// <summary>A signed number of a magnitude class: the upper half of the codes is positive.</summary>
    public int Signed(int count)
    {
        if (count == 0)
        {
            return 0;
        }

        var value = Bits(count);
        return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /// <summary>Skips to the restart marker and behind it.</summary>
    public void Restart()
    {
        _count = 0;
        while (_at + 1 < _data.Length && !(_data[_at] == 0xFF && _data[_at + 1] is >= 0xD0 and <= 0xD7))
        {
            if (_data[_at] == 0xFF && _data[_at + 1] is not (0 or 0xFF))
            {
                return;
            }

            _at++;
        }

        _at = Math.Min(_at + 2, _data.Length);
    }

    private void Fill()
    {
        if (_at >= _data.Length || (_data[_at] == 0xFF && (_at + 1 >= _data.Length || _data[_at + 1] != 0)))
        {
            Missing++;
            (_bits, _count) = (0, 8);
            return;
        }

        _bits = _data[_at];
        _at += _data[_at] == 0xFF ? 2 : 1;
        _count = 8;
    }
}
