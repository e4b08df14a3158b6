using System.Runtime.CompilerServices;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>A place in JSON text that ends with a zero byte, so that looking at the current byte needs no length check of its own.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    public readonly ReadOnlySpan<byte> Json = json;
    public int Position;

    public readonly byte Current => Json[Position];

    /// <summary>Skips blanks and takes <paramref name="expected"/> if it is next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(byte expected)
    {
        SkipBlanks();
        if (Json[Position] != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipBlanks()
    {
        while (Json[Position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            Position++;
        }
    }

    /// <summary>Reads a string without escapes; false leaves the rest to a fuller parser.</summary>
    public bool TryReadPlainString(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!Take((byte)'"'))
        {
            return false;
        }

        var start = Position;
        while (Json[Position] is >= 0x20 and not (byte)'"' and not (byte)'\\')
        {
            Position++;
        }

        if (Json[Position] != '"')
        {
            return false;
        }

        text = Json[start..Position++];
        return true;
    }
}
