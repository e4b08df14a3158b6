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
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != number || type != WireType.Bytes)
            {
                reader.Skip(type);
                continue;
            }

            var pair = reader.ReadBytes();
            items.Add(new(Encoding.UTF8.GetString(ProtoReader.Find(pair, 1)), AnyValueText.Of(ProtoReader.Find(pair, 2))));
        }

        return items;
    }

    /// <summary>The value of one attribute, or null.</summary>
    public static string? Find(ReadOnlySpan<byte> message, int number, ReadOnlySpan<byte> key)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != number || type != WireType.Bytes)
            {
                reader.Skip(type);
                continue;
            }

            var pair = reader.ReadBytes();
            if (ProtoReader.Find(pair, 1).SequenceEqual(key))
            {
                return AnyValueText.Of(ProtoReader.Find(pair, 2));
            }
        }

        return null;
    }

    /// <summary>A copy of a message that keeps only so many attributes and counts the others as dropped.</summary>
    public static byte[] Limit(ReadOnlySpan<byte> message, int number, int droppedNumber, int most)
    {
        if (Count(message, number) <= most)
        {
            return message.ToArray();
        }

        var writer = new ProtoWriter();
        var reader = new ProtoReader(message);
        var (kept, dropped) = (0, 0UL);
        while (true)
        {
            var start = reader.Position;
            if (!reader.TryReadTag(out var field, out var type))
            {
                break;
            }

            if (field == droppedNumber && type == WireType.Varint)
            {
                dropped += reader.ReadVarint();
                continue;
            }

            reader.Skip(type);
            if (field != number || kept++ < most)
            {
                writer.WriteRaw(message[start..reader.Position]);
            }
        }

        writer.WriteVarint(droppedNumber, dropped + (ulong)(kept - most));
        return writer.Written.ToArray();
    }

    private static int Count(ReadOnlySpan<byte> message, int number)
    {
        var count = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            count += field == number ? 1 : 0;
            reader.Skip(type);
        }

        return count;
    }
}
