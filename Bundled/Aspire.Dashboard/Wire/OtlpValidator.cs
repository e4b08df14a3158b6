using System.Text.Unicode;

namespace Aspire.Dashboard.Wire;

/// <summary>Reads a message to its last field, so that whatever is done with it later cannot fail.</summary>
internal static class OtlpValidator
{
    // Requests are seven levels deep, the rest is for values of attributes; without a limit a small message could exhaust the stack.
    private const int MaxDepth = 64;

    /// <exception cref="OtlpFormatException">It is not such a message.</exception>
    public static void Check(ReadOnlySpan<byte> message, OtlpMessage schema) => Check(message, schema, 0);

    private static void Check(ReadOnlySpan<byte> message, OtlpMessage schema, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new OtlpFormatException($"messages are nested more than {MaxDepth} deep");
        }

        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            if (schema.Find(reader.Number) is not { } field)
            {
                continue;
            }

            if (field.IsPacked(reader.Type))
            {
                CheckPacked(reader.Bytes, schema, field);
            }
            else if (reader.Type != field.WireType)
            {
                throw new OtlpFormatException($"{schema.Name}.{field.Name} is laid out as another type");
            }
            else if (field.Message is { } inner)
            {
                Check(reader.Bytes, inner, depth + 1);
            }
            else if (field.Kind == OtlpFieldKind.String && !Utf8.IsValid(reader.Bytes))
            {
                throw new OtlpFormatException($"{schema.Name}.{field.Name} is not UTF-8");
            }
        }
    }

    private static void CheckPacked(ReadOnlySpan<byte> values, OtlpMessage schema, OtlpField field)
    {
        try
        {
            var reader = new ProtoReader(values);
            while (reader.ReadPacked(field.WireType))
            {
            }
        }
        catch (OtlpFormatException)
        {
            throw new OtlpFormatException($"{schema.Name}.{field.Name} ends in the middle of a number");
        }
    }
}
