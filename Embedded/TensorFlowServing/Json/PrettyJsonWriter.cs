using System.Buffers;
using System.Buffers.Text;

namespace Embedded.TensorFlowServing.Json;

/// <summary>
/// Writes JSON laid out as RapidJSON's PrettyWriter does: four blanks a level; arrays either one element a line or, while
/// <see cref="SingleLineArrays"/> is set, on one line. The setting at the *end* of an array decides how it is closed, which is why
/// the original's row answers end as they do.
/// </summary>
internal sealed class PrettyJsonWriter(IBufferWriter<byte> output)
{
    private const int Indent = 4;

    private static readonly SearchValues<byte> s_escaped =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private readonly Stack<Level> _levels = new();

    /// <summary>Whether arrays are on one line from now on.</summary>
    public bool SingleLineArrays { get; set; }

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    public void StartObject() => Start((byte)'{', false);

    public void EndObject() => End((byte)'}');

    public void StartArray() => Start((byte)'[', true);

    public void EndArray() => End((byte)']');

    public void Key(ReadOnlySpan<byte> name) => String(name);

    public void String(ReadOnlySpan<byte> text)
    {
        Prefix();
        Put((byte)'"');
        while (text.IndexOfAny(s_escaped) is >= 0 and var stop)
        {
            Put(text[..stop]);
            PutEscape(text[stop]);
            text = text[(stop + 1)..];
        }

        Put(text);
        Put((byte)'"');
    }

    /// <summary>A value whose text is known.</summary>
    public void Raw(ReadOnlySpan<byte> text)
    {
        Prefix();
        Put(text);
    }

    public void Bool(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Integer(long value)
    {
        Prefix();
        var target = output.GetSpan(24);
        Utf8Formatter.TryFormat(value, target, out var length);
        Advance(length);
    }

    public void Unsigned(ulong value)
    {
        Prefix();
        var target = output.GetSpan(24);
        Utf8Formatter.TryFormat(value, target, out var length);
        Advance(length);
    }

    public void Float(float value)
    {
        Prefix();
        Advance(DecimalFormat.Format(value, output.GetSpan(DecimalFormat.MaxLength)));
    }

    public void Double(double value)
    {
        Prefix();
        Advance(DecimalFormat.Format(value, output.GetSpan(DecimalFormat.MaxLength)));
    }

    private void Start(byte bracket, bool isArray)
    {
        Prefix();
        Put(bracket);
        _levels.Push(new Level { IsArray = isArray });
    }

    private void End(byte bracket)
    {
        var level = _levels.Pop();
        if (level.Count > 0 && !(level.IsArray && SingleLineArrays))
        {
            NewLine(_levels.Count);
        }

        Put(bracket);
    }

    private void Prefix()
    {
        if (_levels.Count == 0)
        {
            return;
        }

        var level = _levels.Pop();
        if (level.IsArray)
        {
            if (level.Count > 0)
            {
                Put(SingleLineArrays ? ", "u8 : ","u8);
            }

            if (!SingleLineArrays)
            {
                NewLine(_levels.Count + 1);
            }
        }
        else if (level.Count % 2 == 1)
        {
            Put(": "u8);
        }
        else
        {
            if (level.Count > 0)
            {
                Put((byte)',');
            }

            NewLine(_levels.Count + 1);
        }

        level.Count++;
        _levels.Push(level);
    }

    private void NewLine(int depth)
    {
        var length = 1 + (depth * Indent);
        var target = output.GetSpan(length)[..length];
        target[0] = (byte)'\n';
        target[1..].Fill((byte)' ');
        Advance(length);
    }

    private void PutEscape(byte c)
    {
        switch (c)
        {
            case (byte)'"':
                Put("\\\""u8);
                break;
            case (byte)'\\':
                Put("\\\\"u8);
                break;
            case (byte)'\b':
                Put("\\b"u8);
                break;
            case (byte)'\f':
                Put("\\f"u8);
                break;
            case (byte)'\n':
                Put("\\n"u8);
                break;
            case (byte)'\r':
                Put("\\r"u8);
                break;
            case (byte)'\t':
                Put("\\t"u8);
                break;
            default:
                Put("\\u00"u8);
                Put((byte)(c < 16 ? '0' : '1'));
                Put("0123456789ABCDEF"u8[c & 15]);
                break;
        }
    }

    private void Put(byte value)
    {
        output.GetSpan(1)[0] = value;
        Advance(1);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        Length += bytes.Length;
    }

    private void Advance(int count)
    {
        output.Advance(count);
        Length += count;
    }

    private struct Level
    {
        public bool IsArray;

        /// <summary>Values so far; in an object names count too.</summary>
        public int Count;
    }
}
