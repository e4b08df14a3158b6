using System.Runtime.InteropServices;
using Embedded.TensorFlow.Format.Bundle;
using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Format;

/// <summary>Attributes by name, parsed when asked for: most (shapes, devices, debug marks) never are.</summary>
internal sealed class AttributeMap
{
    public static readonly AttributeMap Empty = new([]);

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _encoded;
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    public AttributeMap(Dictionary<string, ReadOnlyMemory<byte>> encoded) => _encoded = encoded;

    public bool Has(string name) => _encoded.ContainsKey(name);

    /// <summary>The same attributes but for one, which is a text.</summary>
    public AttributeMap With(string name, string text) => With(name, new ProtoWriter().Text(2, text));

    /// <summary>The same attributes but for one, which is a list of integers.</summary>
    public AttributeMap With(string name, IEnumerable<long> values)
    {
        var packed = new ProtoWriter();
        foreach (var value in values)
        {
            packed.Varint((ulong)value);
        }

        return With(name, new ProtoWriter().Message(1, new ProtoWriter().Message(3, packed)));
    }

    public long Int(string name, long otherwise) => Find(name, 3, otherwise, static (ref r) => r.Int64());

    public float Float(string name, float otherwise) => Find(name, 4, otherwise, static (ref r) => r.Float());

    public bool Bool(string name, bool otherwise) => Find(name, 5, otherwise, static (ref r) => r.Bool());

    public string Text(string name, string otherwise) => Find(name, 2, otherwise, static (ref r) => r.Text());

    public DataType Type(string name, DataType otherwise) => Find(name, 6, otherwise, static (ref r) => DataTypes.FromProto(r.Int64()));

    public long[]? Shape(string name) => Find<long[]?>(name, 7, null, static (ref r) => ShapeReader.Read(r.Bytes()));

    /// <summary>Name of the function that the attribute holds, or null.</summary>
    public string? Function(string name) => Find<string?>(name, 10, null, static (ref r) => FirstText(r.Bytes()));

    /// <summary>Names of the functions of a list.</summary>
    public string[] Functions(string name) => List<string>(name, 9, [], static (ref r, into) => into.Add(FirstText(r.Bytes())));

    public long[] Ints(string name, params long[] otherwise) => List(name, 3, otherwise, static (ref r, into) => r.Varints(into));

    public float[] Floats(string name) => List<float>(name, 4, [], static (ref r, into) => into.AddRange(MemoryMarshal.Cast<byte, float>(r.FixedRun(sizeof(float)).Span)));

    public DataType[] Types(string name) =>
        Array.ConvertAll(List<long>(name, 6, [], static (ref r, into) => r.Varints(into)), DataTypes.FromProto);

    public long[]?[] Shapes(string name) => List<long[]?>(name, 7, [], static (ref r, into) => into.Add(ShapeReader.Read(r.Bytes())));

    public ReadOnlyMemory<byte>[] Strings(string name) => List<ReadOnlyMemory<byte>>(name, 2, [], static (ref r, into) => into.Add(r.Bytes()));

    /// <summary>The tensor value; decoded once and shared.</summary>
    public Tensor? Tensor(string name)
    {
        lock (_tensors)
        {
            if (!_tensors.TryGetValue(name, out var tensor))
            {
                tensor = Find<Tensor?>(name, 8, null, static (ref r) => TensorProtoReader.Read(r.Bytes()));
                if (tensor is not null)
                {
                    _tensors[name] = tensor;
                }
            }

            return tensor;
        }
    }

    private AttributeMap With(string name, ProtoWriter value) => new(new Dictionary<string, ReadOnlyMemory<byte>>(_encoded, StringComparer.Ordinal) { [name] = value.Written.ToArray() });

    private delegate T Decode<out T>(ref WireReader reader);

    private delegate void Append<T>(ref WireReader reader, List<T> into);

    private static string FirstText(ReadOnlyMemory<byte> message)
    {
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                return reader.Text();
            }

            reader.Skip();
        }

        return "";
    }

    private T Find<T>(string name, int wanted, T otherwise, Decode<T> decode)
    {
        if (!_encoded.TryGetValue(name, out var value))
        {
            return otherwise;
        }

        var reader = new WireReader(value);
        while (reader.Next(out var field))
        {
            if (field == wanted)
            {
                return decode(ref reader);
            }

            reader.Skip();
        }

        // proto3 leaves out nothing inside a oneof, so another kind of value is a broken file.
        throw TensorFlowException.InvalidArgument($"AttrValue of '{name}' has another type than the op expects");
    }

    private T[] List<T>(string name, int wanted, T[] otherwise, Append<T> append)
    {
        if (!_encoded.TryGetValue(name, out var value))
        {
            return otherwise;
        }

        var into = new List<T>();
        var reader = new WireReader(value);
        while (reader.Next(out var field))
        {
            if (field != 1)
            {
                reader.Skip();
                continue;
            }

            var list = reader.Message();
            while (list.Next(out var member))
            {
                if (member == wanted)
                {
                    append(ref list, into);
                }
                else
                {
                    list.Skip();
                }
            }
        }

        return [.. into];
    }
}
