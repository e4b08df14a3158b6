using System.Buffers;
using System.Globalization;
using System.Text;

namespace Embedded.TensorFlowServing.Json;

/// <summary>The text of a JSON value in an error message: pretty printed, and cut when it gets long.</summary>
internal static class JsonEcho
{
    // Checked between values, so that a long string is still whole, as in the original's messages.
    private const int Limit = 256;

    public static string Text(JsonTree tree, int index)
    {
        var buffer = new ArrayBufferWriter<byte>(Limit * 2);
        var writer = new PrettyJsonWriter(buffer) { SingleLineArrays = true };
        if (tree.Kind(index) == JsonKind.Double)
        {
            WriteTopLevelDouble(writer, tree.Double(index));
        }
        else
        {
            Write(tree, index, writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What RapidJSON calls the type of a value.</summary>
    public static string TypeName(JsonKind kind) => kind switch
    {
        JsonKind.Int64 or JsonKind.UInt64 or JsonKind.Double => "Number",
        _ => kind.ToString(),
    };

    // A number alone is printed like an output value, as float when it fits one.
    private static void WriteTopLevelDouble(PrettyJsonWriter writer, double value)
    {
        if (Math.Abs(value) <= float.MaxValue)
        {
            writer.Float((float)value);
        }
        else
        {
            writer.Double(value);
        }
    }

    /// <summary>Depth is bounded by the limit, since each level writes at least one byte.</summary>
    private static bool Write(JsonTree tree, int index, PrettyJsonWriter writer)
    {
        if (writer.Length >= Limit)
        {
            return false;
        }

        ref readonly var node = ref tree[index];
        switch (node.Kind)
        {
            case JsonKind.Null:
                writer.Raw("null"u8);
                return true;
            case JsonKind.False or JsonKind.True:
                writer.Bool(node.Kind == JsonKind.True);
                return true;
            case JsonKind.String:
                writer.String(tree.Bytes(index));
                return true;
            case JsonKind.Int64:
                writer.Integer(node.Bits);
                return true;
            case JsonKind.UInt64:
                writer.Unsigned((ulong)node.Bits);
                return true;
            case JsonKind.Double:
                writer.Raw(Encoding.ASCII.GetBytes(Shortest(tree.Double(index))));
                return true;
            case JsonKind.Array:
                return WriteArray(tree, index, writer);
            default:
                return WriteObject(tree, index, writer);
        }
    }

    private static bool WriteArray(JsonTree tree, int index, PrettyJsonWriter writer)
    {
        writer.StartArray();
        var element = index + 1;
        for (var i = 0; i < tree[index].Count; i++)
        {
            if (!Write(tree, element, writer))
            {
                return false;
            }

            element = tree[element].Next;
        }

        writer.EndArray();
        return true;
    }

    private static bool WriteObject(JsonTree tree, int index, PrettyJsonWriter writer)
    {
        writer.StartObject();
        var name = index + 1;
        for (var i = 0; i < tree[index].Count; i++)
        {
            if (writer.Length >= Limit)
            {
                return false;
            }

            writer.Key(tree.Bytes(name));
            if (!Write(tree, name + 1, writer))
            {
                return false;
            }

            name = tree[name + 1].Next;
        }

        writer.EndObject();
        return true;
    }

    /// <summary>RapidJSON's layout of the shortest digits: plain up to 21 digits before the point, else an exponent without padding.</summary>
    private static string Shortest(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        if (value == 0)
        {
            return double.IsNegative(value) ? "-0.0" : "0.0";
        }

        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var precision = 0; precision < 16; precision++)
        {
            var candidate = value.ToString("E" + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(candidate, CultureInfo.InvariantCulture) == value)
            {
                text = candidate;
                break;
            }
        }

        var sign = text[0] == '-' ? "-" : "";
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var digits = text[sign.Length..e].Replace(".", "", StringComparison.Ordinal);
        var point = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + 1;
        return sign + (point switch
        {
            > 0 and <= 21 when digits.Length <= point => digits.PadRight(point, '0') + ".0",
            > 0 and <= 21 => digits[..point] + "." + digits[point..],
            > -6 and <= 0 => "0." + new string('0', -point) + digits,
            _ => digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + "e" + (point - 1).ToString(CultureInfo.InvariantCulture),
        });
    }
}
