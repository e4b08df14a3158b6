using System.Text;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Storage;

/// <summary>Reads the attributes of a stored message.</summary>
internal static class Attributes
{
    /// <summary>An attribute with its value as text.</summary>
    public readonly record struct Item(string Key, string Value);

    /// <summary>The attributes under a field number.</summary>
    public static List<Item> Read(ReadOnlySpan<byte> message, int number)
    {
        var items = new List<Item>();
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            if (reader.Number == number)
            {
                items.Add(new(Encoding.UTF8.GetString(ProtoReader.Find(reader.Bytes, 1)), AnyValueText.Of(ProtoReader.Find(reader.Bytes, 2))));
            }
        }

        return items;
    }

    /// <summary>The value of one attribute, or null.</summary>
    public static string? Find(ReadOnlySpan<byte> message, int number, ReadOnlySpan<byte> key)
    {
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            if (reader.Number == number && ProtoReader.Find(reader.Bytes, 1).SequenceEqual(key))
            {
                return AnyValueText.Of(ProtoReader.Find(reader.Bytes, 2));
            }
        }

        return null;
    }

    /// <summary>A copy of a message that keeps only so many attributes and counts the others as dropped.</summary>
    public static byte[] Limit(ReadOnlySpan<byte> message, int number, int droppedNumber, int most)
    {
        var count = 0;
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            count += reader.Number == number ? 1 : 0;
        }

        if (count <= most)
        {
            return message.ToArray();
        }

        var writer = new ProtoWriter();
        var (kept, dropped) = (0, (ulong)(count - most));
        reader = new ProtoReader(message);
        while (reader.Read())
        {
            if (reader.Number == droppedNumber)
            {
                dropped += reader.Bits;
            }
            else if (reader.Number != number || kept++ < most)
            {
                writer.WriteRaw(reader.Raw);
            }
        }

        writer.WriteVarint(droppedNumber, dropped);
        return writer.Written.ToArray();
    }
}
