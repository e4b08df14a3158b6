using System.Globalization;
using System.Text;
using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Format.TextForm;

/// <summary>Words, signs and quoted bytes of a text proto.</summary>
internal sealed class TextTokens(string text)
{
    private int _at;

    public bool AtEnd
    {
        get
        {
            SkipBlanks();
            return _at >= text.Length;
        }
    }

    /// <summary>The next character that is no blank; NUL at the end.</summary>
    public char Peek() => AtEnd ? '\0' : text[_at];

    public bool Take(char sign)
    {
        if (Peek() != sign)
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Expect(char sign)
    {
        if (!Take(sign))
        {
            throw Malformed($"'{sign}' is expected");
        }
    }

    /// <summary>A name or number; in brackets the name of a message type.</summary>
    public string Word()
    {
        SkipBlanks();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.' or '-' or '+' or '/'))
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw Malformed("a name or number is expected");
    }

    public bool IsQuoted => Peek() is '"' or '\'';

    /// <summary>Bytes in quotes; pieces that follow each other are one.</summary>
    public byte[] Quoted()
    {
        var bytes = new List<byte>();
        while (_at < text.Length && IsQuoted)
        {
            var quote = text[_at++];
            while (_at < text.Length && text[_at] != quote)
            {
                if (text[_at] == '\\')
                {
                    bytes.Add(Escape());
                }
                else
                {
                    var length = char.IsHighSurrogate(text[_at]) && _at + 1 < text.Length ? 2 : 1;
                    bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(_at, length)));
                    _at += length;
                }
            }

            Expect(quote);

            // A comma would begin the next value of a list.
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            if (_at < text.Length && (text[_at] is ',' or ';' or '#'))
            {
                break;
            }
        }

        return [.. bytes];
    }

    public MalformedMessageException Malformed(string why) =>
        new($"{why} in line {text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n') + 1}");

    private byte Escape()
    {
        _at++;
        var sign = _at < text.Length ? text[_at++] : throw Malformed("the text breaks off");
        switch (sign)
        {
            case 'n':
                return (byte)'\n';
            case 't':
                return (byte)'\t';
            case 'r':
                return (byte)'\r';
            case 'a':
                return 7;
            case 'b':
                return 8;
            case 'f':
                return 12;
            case 'v':
                return 11;
            case 'x' or 'X':
                return Digits(2, char.IsAsciiHexDigit, 16);
            case >= '0' and <= '7':
                _at--;
                return Digits(3, c => c is >= '0' and <= '7', 8);
            default:
                return (byte)sign;
        }
    }

    private byte Digits(int most, Func<char, bool> isDigit, int radix)
    {
        var value = 0;
        for (var i = 0; i < most && _at < text.Length && isDigit(text[_at]); i++, _at++)
        {
            value = (value * radix) + int.Parse(text.AsSpan(_at, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return (byte)value;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] is ',' or ';' or '#'))
        {
            if (text[_at] == '#')
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else
            {
                _at++;
            }
        }
    }
}
