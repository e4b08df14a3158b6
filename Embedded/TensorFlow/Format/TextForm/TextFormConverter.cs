using System.Globalization;
using Embedded.TensorFlow.Format.Bundle;
using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Format.TextForm;

/// <summary>A model in text form as the binary message that everything else reads.</summary>
internal static class TextFormConverter
{
    // Attributes hold functions that hold attributes; real models stop at three.
    private const int Deepest = 100;

    /// <exception cref="MalformedMessageException">The text is no text proto.</exception>
    public static byte[] Convert(string text)
    {
        var tokens = new TextTokens(text);
        var message = Message(tokens, "SavedModel", '\0', 0).Written.ToArray();
        return tokens.AtEnd ? message : throw tokens.Malformed("a field is expected");
    }

    private static ProtoWriter Message(TextTokens tokens, string name, char end, int depth)
    {
        if (depth > Deepest)
        {
            throw tokens.Malformed($"messages are nested more than {Deepest} deep");
        }

        var message = new ProtoWriter();
        while (!tokens.AtEnd && tokens.Peek() is not ('}' or '>'))
        {
            if (tokens.Take('['))
            {
                Any(tokens, message, depth);
                continue;
            }

            var field = TextSchema.Find(name, tokens.Word());
            tokens.Take(':');
            if (tokens.Take('['))
            {
                while (!tokens.Take(']'))
                {
                    Value(tokens, message, field, depth);
                }
            }
            else
            {
                Value(tokens, message, field, depth);
            }
        }

        if (end != '\0')
        {
            tokens.Expect(end);
        }

        return message;
    }

    // [type.googleapis.com/tensorflow.AssetFileDef] { … } stands for the type's address and its encoded value.
    private static void Any(TextTokens tokens, ProtoWriter message, int depth)
    {
        var address = tokens.Word();
        tokens.Expect(']');
        tokens.Take(':');
        var type = address[(address.LastIndexOf('.') + 1)..];
        message.Text(1, address).Message(2, Message(tokens, type, Opening(tokens), depth + 1));
    }

    private static char Opening(TextTokens tokens)
    {
        if (tokens.Take('<'))
        {
            return '>';
        }

        tokens.Expect('{');
        return '}';
    }

    private static void Value(TextTokens tokens, ProtoWriter message, TextField? field, int depth)
    {
        if (tokens.Peek() is '{' or '<')
        {
            var inner = Message(tokens, field?.Message ?? "", Opening(tokens), depth + 1);
            if (field is { Kind: 'm' } known)
            {
                message.Message(known.Number, inner);
            }
        }
        else if (tokens.IsQuoted)
        {
            var bytes = tokens.Quoted();
            if (field is { Kind: 's' } known)
            {
                message.Bytes(known.Number, bytes);
            }
        }
        else
        {
            Scalar(tokens, message, field, tokens.Word());
        }
    }

    private static void Scalar(TextTokens tokens, ProtoWriter message, TextField? field, string word)
    {
        switch (field)
        {
            case { Kind: 'v', Number: var number }:
                message.Varint((ulong)(number << 3)).Varint((ulong)Integer(tokens, word));
                break;
            case { Kind: 'f', Number: var number }:
                message.Fixed32(number, BitConverter.SingleToUInt32Bits((float)Real(tokens, word)));
                break;
            case { Kind: 'd', Number: var number }:
                message.Varint((ulong)((number << 3) | 1)).Raw(BitConverter.GetBytes(Real(tokens, word)));
                break;
        }
    }

    private static long Integer(TextTokens tokens, string word) => word switch
    {
        "true" or "t" or "True" => 1,
        "false" or "f" or "False" => 0,
        _ when word.StartsWith("DT_", StringComparison.Ordinal) => Type(tokens, word),
        _ when word.StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(word[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex) => (long)hex,
        _ when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ when ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var large) => (long)large,
        _ => throw tokens.Malformed($"'{word}' is no integer"),
    };

    // Types of TensorFlow 1's references are numbered 100 above.
    private static long Type(TextTokens tokens, string word)
    {
        var isReference = word.EndsWith("_REF", StringComparison.Ordinal);
        return DataTypes.TryParseProtoName(isReference ? word[..^4] : word, out var type)
            ? (long)type + (isReference ? 100 : 0)
            : throw tokens.Malformed($"'{word}' is no element type");
    }

    private static double Real(TextTokens tokens, string word) => word.TrimStart('-').ToUpperInvariant() switch
    {
        "INF" or "INFINITY" => word.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity,
        "NAN" => double.NaN,
        _ when double.TryParse(word.TrimEnd('f', 'F'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw tokens.Malformed($"'{word}' is no number"),
    };
}
