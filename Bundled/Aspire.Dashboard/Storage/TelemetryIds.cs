using System.Buffers.Binary;
using System.Globalization;

namespace Aspire.Dashboard.Storage;

/// <summary>Ids of traces and spans as numbers.</summary>
internal static class TelemetryIds
{
    public const int Length = 16;
    public const int SpanLength = 8;

    /// <summary>False when it is not 16 bytes or all are zero, which the protocol calls invalid.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out UInt128 id)
    {
        id = bytes.Length == Length ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : UInt128.Zero;
        return id != UInt128.Zero;
    }

    /// <summary>As above, for the eight bytes of a span.</summary>
    public static bool TryReadSpan(ReadOnlySpan<byte> bytes, out ulong id)
    {
        id = bytes.Length == SpanLength ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;
        return id != 0;
    }

    /// <summary>What a text that is no id is looked up by. Not zero, which records without a trace have.</summary>
    public static readonly UInt128 Nobody = UInt128.MaxValue;

    /// <summary>Reads hexadecimal digits.</summary>
    public static bool TryParse(string text, out UInt128 id)
    {
        id = UInt128.Zero;
        return text.Length == 2 * Length && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, null, out id);
    }

    public static string Text(UInt128 id) => id.ToString("x32", null);

    public static string Text(ulong spanId) => spanId.ToString("x16", null);
}
