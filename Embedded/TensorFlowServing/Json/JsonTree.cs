using System.Text;

namespace Embedded.TensorFlowServing.Json;

/// <summary>
/// A parsed JSON document as a flat list of nodes in document order: an array is followed by its elements, an object by its
/// members (name, value, name, value …). Nothing about it is recursive, so depth costs memory only.
/// </summary>
internal sealed class JsonTree(ReadOnlyMemory<byte> source, List<JsonNode> nodes)
{
    public const int Root = 0;

    public ref readonly JsonNode this[int index] => ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nodes)[index];

    public static JsonTree Parse(ReadOnlyMemory<byte> json) => JsonTreeParser.Parse(json);

    public JsonKind Kind(int index) => this[index].Kind;

    public bool IsNumber(int index) => Kind(index) is JsonKind.Int64 or JsonKind.UInt64 or JsonKind.Double;

    /// <summary>A number as double, whatever its kind.</summary>
    public double Double(int index) => this[index] switch
    {
        { Kind: JsonKind.Double } n => BitConverter.Int64BitsToDouble(n.Bits),
        { Kind: JsonKind.UInt64 } n => (ulong)n.Bits,
        var n => n.Bits,
    };

    /// <summary>The bytes of a string, escapes resolved.</summary>
    public byte[] Bytes(int index)
    {
        ref readonly var node = ref this[index];
        var text = source.Span.Slice(node.Start, node.Length);
        return node.Escaped ? JsonEscapes.Resolve(text) : text.ToArray();
    }

    public string Text(int index) => Encoding.UTF8.GetString(Bytes(index));

    /// <summary>Whether a string is exactly <paramref name="expected"/>.</summary>
    public bool Is(int index, ReadOnlySpan<byte> expected)
    {
        ref readonly var node = ref this[index];
        return node.Escaped ? Bytes(index).AsSpan().SequenceEqual(expected) : source.Span.Slice(node.Start, node.Length).SequenceEqual(expected);
    }

    /// <summary>Index of the value of the first member of that name, or -1.</summary>
    public int Find(int objectIndex, ReadOnlySpan<byte> name)
    {
        var index = objectIndex + 1;
        for (var member = 0; member < this[objectIndex].Count; member++)
        {
            if (Is(index, name))
            {
                return index + 1;
            }

            index = this[index + 1].Next;
        }

        return -1;
    }
}
