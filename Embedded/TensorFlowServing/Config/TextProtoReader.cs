using System.Text;

namespace Embedded.TensorFlowServing.Config;

/// <summary>
/// Reads protobuf text format: <c>name: value</c>, <c>name { … }</c>, <c>name: [ a, b ]</c>, comments, adjacent strings, escapes.
/// No schema is known here; <see cref="TextProtoMessage"/> checks names and kinds when values are asked for.
/// </summary>
internal sealed class TextProtoReader
{
    // A config nested deeper than this is an attack or an accident; protobuf's own limit is the same.
    private const int MaxDepth = 100;

    private readonly string _text;
    private int _position;
    private int _line = 1;
    private int _lineStart;

    private TextProtoReader(string text) => _text = text;

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    public static TextProtoMessage Parse(string text) => new TextProtoReader(text).ReadMessage('\0', 0);

    private TextProtoMessage ReadMessage(char close, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Error("Message is too deep");
        }

        var message = new TextProtoMessage();
        for (SkipBlanks(); Current != close || (close == '\0' && _position < _text.Length); SkipBlanks())
        {
            if (_position >= _text.Length)
            {
                throw Error($"Expected \"{close}\".");
            }

            ReadField(message, depth);
            SkipBlanks();
            if (Current is ',' or ';')
            {
                _position++;
            }
        }

        _position++;
        return message;
    }

    private void ReadField(TextProtoMessage message, int depth)
    {
        var (line, column) = (_line, _position - _lineStart + 1);
        var name = ReadName();
        SkipBlanks();
        var colon = Current == ':';
        if (colon)
        {
            _position++;
            SkipBlanks();
        }

        if (Current == '[')
        {
            _position++;
            for (SkipBlanks(); Current != ']'; SkipBlanks())
            {
                message.Add(ReadValue(name, line, column, depth));
                SkipBlanks();
                if (Current == ',')
                {
                    _position++;
                }
                else if (Current != ']')
                {
                    throw Error("Expected \"]\".");
                }
            }

            _position++;
            return;
        }

        if (!colon && Current is not ('{' or '<'))
        {
            throw Error($"Expected \":\", found \"{Current}\".");
        }

        message.Add(ReadValue(name, line, column, depth));
    }

    private TextProtoField ReadValue(string name, int line, int column, int depth)
    {
        switch (Current)
        {
            case '{' or '<':
                var close = Current == '{' ? '}' : '>';
                _position++;
                return new TextProtoField(name, null, false, ReadMessage(close, depth + 1), line, column);
            case '"' or '\'':
                return new TextProtoField(name, ReadStrings(), true, null, line, column);
            default:
                var start = _position;
                while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '.' or '+' or '-')
                {
                    _position++;
                }

                return _position > start
                    ? new TextProtoField(name, _text[start.._position], false, null, line, column)
                    : throw Error(_position < _text.Length ? $"Invalid value: \"{Current}\"." : "Unexpected end of input.");
        }
    }

    private string ReadName()
    {
        var start = _position;
        if (Current == '[')
        {
            // An Any or an extension; its name is kept with the brackets, so that no plain field can be mistaken for it.
            while (_position < _text.Length && Current != ']')
            {
                _position++;
            }

            _position++;
            return _text[start..Math.Min(_position, _text.Length)];
        }

        while (char.IsAsciiLetterOrDigit(Current) || Current == '_')
        {
            _position++;
        }

        return _position > start ? _text[start.._position] : throw Error($"Expected identifier, got: {Current}");
    }

    private string ReadStrings()
    {
        var bytes = new List<byte>();
        while (Current is '"' or '\'')
        {
            var quote = Current;
            for (_position++; Current != quote;)
            {
                if (_position >= _text.Length || Current == '\n')
                {
                    throw Error("String literals cannot cross line boundaries.");
                }

                if (Current == '\\')
                {
                    _position++;
                    ReadEscape(bytes);
                }
                else
                {
                    var rune = Rune.GetRuneAt(_text, _position);
                    _position += rune.Utf16SequenceLength;
                    bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
                }
            }

            _position++;
            SkipBlanks();
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private void ReadEscape(List<byte> bytes)
    {
        var c = Current;
        if (c is >= '0' and <= '7')
        {
            bytes.Add((byte)ReadNumber(8, 3));
            return;
        }

        _position++;
        if (c is 'x' or 'X')
        {
            bytes.Add((byte)ReadNumber(16, 2));
            return;
        }

        bytes.Add((byte)(c switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            '\\' or '\'' or '"' or '?' => c,
            _ => throw Error("Invalid escape sequence in string literal."),
        }));
    }

    private int ReadNumber(int radix, int maxDigits)
    {
        var value = 0;
        for (var i = 0; i < maxDigits && char.IsAsciiHexDigit(Current) && Convert.ToInt32(Current.ToString(), 16) is var digit && digit < radix; i++)
        {
            value = (value * radix) + digit;
            _position++;
        }

        return value;
    }

    private void SkipBlanks()
    {
        for (; _position < _text.Length; _position++)
        {
            if (Current == '#')
            {
                while (_position < _text.Length && Current != '\n')
                {
                    _position++;
                }
            }

            if (Current == '\n')
            {
                _line++;
                _lineStart = _position + 1;
            }
            else if (!char.IsWhiteSpace(Current))
            {
                return;
            }
        }
    }

    private TextProtoException Error(string message) => new(_line, _position - _lineStart + 1, message);
}
