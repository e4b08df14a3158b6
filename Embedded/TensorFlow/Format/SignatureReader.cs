using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Format;

/// <summary>Reads <c>SignatureDef</c>.</summary>
internal static class SignatureReader
{
    public static Signature Read(string name, ReadOnlyMemory<byte> message)
    {
        var inputs = new Dictionary<string, TensorInfo>(StringComparer.Ordinal);
        var outputs = new Dictionary<string, TensorInfo>(StringComparer.Ordinal);
        var defaults = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var method = "";
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    Add(inputs, reader.Bytes());
                    break;
                case 2:
                    Add(outputs, reader.Bytes());
                    break;
                case 3:
                    method = reader.Text();
                    break;
                case 4:
                    var (key, value) = MapEntry.Message(reader.Bytes());
                    defaults[key] = TensorProtoReader.Read(value);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        foreach (var alias in defaults.Keys.Where(inputs.ContainsKey))
        {
            inputs[alias] = inputs[alias] with { HasDefault = true };
        }

        return new Signature(name, method, inputs, outputs, defaults);
    }

    private static void Add(Dictionary<string, TensorInfo> into, ReadOnlyMemory<byte> entry)
    {
        var (alias, value) = MapEntry.Message(entry);
        into[alias] = ReadInfo(new WireReader(value));
    }

    private static TensorInfo ReadInfo(WireReader reader)
    {
        var (name, dtype) = ("", DataType.Invalid);
        // A tensor_shape that is missing says nothing, not "scalar".
        long[]? shape = null;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    name = reader.Text();
                    break;
                case 2:
                    dtype = DataTypes.FromProto(reader.Int64());
                    break;
                case 3:
                    shape = ShapeReader.Read(reader.Bytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new TensorInfo(name, dtype, shape);
    }
}
