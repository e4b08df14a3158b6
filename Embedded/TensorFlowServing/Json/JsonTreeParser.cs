using System.Globalization;
using System.Runtime.InteropServices;

namespace Embedded.TensorFlowServing.Json;

/// <summary>
/// Builds a <see cref="JsonTree"/> with RapidJSON's grammar as the original configures it: NaN and infinities are numbers, a byte order
/// mark is skipped, what follows the first value is ignored, a zero byte ends the text. Errors carry RapidJSON's text and offset.
/// </summary>
internal ref struct JsonTreeParser
{
    private static readonly System.Buffers.SearchValues<byte> s_stringStops =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _json;
    private readonly List<JsonNode> _nodes;
    private readonly Stack<int> _open = new();
    private int _position;

    private JsonTreeParser(ReadOnlySpan<byte> json)
    {
        _json = json;
        _nodes = new List<JsonNode>(Math.Clamp(json.Length / 16, 16, 1 << 16));
    }

    private readonly byte Current => _position < _json.Length ? _json[_position] : (byte)0;

    public static JsonTree Parse(ReadOnlyMemory<byte> json)
    {
        var parser = new JsonTreeParser(json.Span);
        parser.Run();
        return new JsonTree(json, parser._nodes);
    }

    private void Run()
    {
        if (_json.StartsWith("\uFEFF"u8))
        {
            _position = 3;
        }

        SkipBlanks();
        if (Current == 0)
        {
            throw Error(JsonErrors.DocumentEmpty);
        }

        ReadValue();
        while (_open.Count > 0)
        {
            SkipBlanks();
            var container = _open.Peek();
            if (CollectionsMarshal.AsSpan(_nodes)[container].Kind == JsonKind.Array)
            {
                ContinueArray(container);
            }
            else
            {
                ContinueObject(container);
            }
        }
    }

    private void ContinueArray(int container)
    {
        ref var node = ref CollectionsMarshal.AsSpan(_nodes)[container];
        if (Current == ']')
        {
            Close(container);
            return;
        }

        if (node.Count > 0)
        {
            if (Current != ',')
            {
                throw Error(JsonErrors.ArrayMissCommaOrSquareBracket);
            }

            _position++;
            SkipBlanks();
        }

        node.Count++;
        ReadValue();
    }

    private void ContinueObject(int container)
    {
        ref var node = ref CollectionsMarshal.AsSpan(_nodes)[container];
        if (Current == '}')
        {
            Close(container);
            return;
        }

        if (node.Count > 0)
        {
            if (Current != ',')
            {
                throw Error(JsonErrors.ObjectMissCommaOrCurlyBracket);
            }

            _position++;
            SkipBlanks();
        }

        if (Current != '"')
        {
            throw Error(JsonErrors.ObjectMissName);
        }

        node.Count++;
        ReadString();
        SkipBlanks();
        if (Current != ':')
        {
            throw Error(JsonErrors.ObjectMissColon);
        }

        _position++;
        SkipBlanks();
        ReadValue();
    }

    private void Close(int container)
    {
        _position++;
        _open.Pop();
        CollectionsMarshal.AsSpan(_nodes)[container].Next = _nodes.Count;
    }

    private void ReadValue()
    {
        switch (Current)
        {
            case (byte)'{':
                Open(JsonKind.Object);
                break;
            case (byte)'[':
                Open(JsonKind.Array);
                break;
            case (byte)'"':
                ReadString();
                break;
            case (byte)'n':
                ReadLiteral("null"u8, JsonKind.Null);
                break;
            case (byte)'t':
                ReadLiteral("true"u8, JsonKind.True);
                break;
            case (byte)'f':
                ReadLiteral("false"u8, JsonKind.False);
                break;
            default:
                ReadNumber();
                break;
        }
    }

    private void Open(JsonKind kind)
    {
        _open.Push(_nodes.Count);
        _nodes.Add(new JsonNode { Kind = kind });
        _position++;
    }

    private readonly void Add(JsonNode node)
    {
        node.Next = _nodes.Count + 1;
        _nodes.Add(node);
    }

    private void ReadLiteral(ReadOnlySpan<byte> literal, JsonKind kind)
    {
        Expect(literal);
        Add(new JsonNode { Kind = kind });
    }

    private void Expect(ReadOnlySpan<byte> literal)
    {
        foreach (var c in literal)
        {
            if (Current != c)
            {
                throw Error(JsonErrors.ValueInvalid);
            }

            _position++;
        }
    }

    private void ReadString()
    {
        var start = ++_position;
        var escaped = false;
        while (true)
        {
            var step = _json[_position..].IndexOfAny(s_stringStops);
            _position = step < 0 ? _json.Length : _position + step;
            if (_position >= _json.Length || Current == 0)
            {
                throw Error(JsonErrors.MissQuotationMark);
            }

            if (Current == '"')
            {
                break;
            }

            if (Current != '\\')
            {
                // A control character; RapidJSON calls it an escape error.
                throw Error(JsonErrors.EscapeInvalid);
            }

            escaped = true;
            var escape = _position;
            if (JsonEscapes.Check(_json, ref _position) is { } reason)
            {
                throw new JsonSyntaxException(reason, escape);
            }
        }

        Add(new JsonNode { Kind = JsonKind.String, Start = start, Length = _position - start, Escaped = escaped });
        _position++;
    }

    private void ReadNumber()
    {
        var start = _position;
        var negative = Current == '-';
        if (negative)
        {
            _position++;
        }

        if (Current is (byte)'I' or (byte)'N')
        {
            ReadNonFinite(negative);
            return;
        }

        if (Current == '0')
        {
            _position++;
        }
        else if (!SkipDigits())
        {
            throw Error(JsonErrors.ValueInvalid);
        }

        var integer = true;
        var fractionDigits = 0;
        if (Current == '.')
        {
            integer = false;
            var fraction = ++_position;
            if (!SkipDigits())
            {
                throw Error(JsonErrors.NumberMissFraction);
            }

            fractionDigits = _position - fraction;
        }

        if (Current is (byte)'e' or (byte)'E')
        {
            integer = false;
            ReadExponent(start, fractionDigits);
        }

        Add(Number(_json[start.._position], integer, start));
    }

    private void ReadExponent(int start, int fractionDigits)
    {
        _position++;
        var negative = Current == '-';
        if (Current is (byte)'+' or (byte)'-')
        {
            _position++;
        }

        var digits = _position;
        if (!SkipDigits())
        {
            throw Error(JsonErrors.NumberMissExponent);
        }

        if (!negative && _json[digits.._position].TrimStart((byte)'0') is var exponent
            && (exponent.Length > 9 || (exponent.Length > 0 && int.Parse(exponent, NumberStyles.None, CultureInfo.InvariantCulture) > 308 + fractionDigits)))
        {
            throw new JsonSyntaxException(JsonErrors.NumberTooBig, start);
        }
    }

    private static JsonNode Number(ReadOnlySpan<byte> text, bool integer, int start)
    {
        if (integer)
        {
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var signed))
            {
                return new JsonNode { Kind = JsonKind.Int64, Bits = signed };
            }

            if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unsigned))
            {
                return new JsonNode { Kind = JsonKind.UInt64, Bits = (long)unsigned };
            }
        }

        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return integer && double.IsInfinity(value)
            ? throw new JsonSyntaxException(JsonErrors.NumberTooBig, start)
            : new JsonNode { Kind = JsonKind.Double, Bits = BitConverter.DoubleToInt64Bits(value) };
    }

    private void ReadNonFinite(bool negative)
    {
        double value;
        if (Current == 'N')
        {
            Expect("NaN"u8);
            value = double.NaN;
        }
        else
        {
            Expect("Inf"u8);
            if (Current == 'i')
            {
                Expect("inity"u8);
            }

            value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        }

        Add(new JsonNode { Kind = JsonKind.Double, Bits = BitConverter.DoubleToInt64Bits(value) });
    }

    private bool SkipDigits()
    {
        var start = _position;
        while ((uint)(Current - '0') <= 9)
        {
            _position++;
        }

        return _position > start;
    }

    private void SkipBlanks()
    {
        while (Current is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _position++;
        }
    }

    private readonly JsonSyntaxException Error(string reason) => new(reason, _position);
}
