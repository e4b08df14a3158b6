using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Format;

/// <summary>Reads <c>GraphDef</c>, <c>NodeDef</c> and <c>FunctionDef</c>.</summary>
internal static class GraphDefReader
{
    public static GraphDef Read(ReadOnlyMemory<byte> message)
    {
        var nodes = new Dictionary<string, NodeDef>(StringComparer.Ordinal);
        var library = new FunctionLibrary();
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    var node = ReadNode(reader.Bytes());
                    if (!nodes.TryAdd(node.Name, node))
                    {
                        throw TensorFlowException.InvalidArgument($"Node '{node.Name}' is not unique");
                    }

                    break;
                case 2:
                    ReadLibrary(reader.Message(), library);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new GraphDef(nodes, library);
    }

    public static FunctionDef ReadFunction(ReadOnlyMemory<byte> message)
    {
        var (name, arguments, outputs) = ("", new List<string>(), new List<string>());
        var nodes = new List<NodeDef>();
        var returns = new Dictionary<string, string>(StringComparer.Ordinal);
        var controls = new List<string>();
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    name = ReadSignature(reader.Message(), arguments, outputs);
                    break;
                case 3:
                    nodes.Add(ReadNode(reader.Bytes()));
                    break;
                case 4:
                    var (output, source) = MapEntry.Texts(reader.Bytes());
                    returns[output] = source;
                    break;
                case 6:
                    controls.Add(MapEntry.Texts(reader.Bytes()).Value);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new FunctionDef(name, arguments, nodes, outputs, returns, controls);
    }

    private static NodeDef ReadNode(ReadOnlyMemory<byte> message)
    {
        var (name, op) = ("", "");
        var inputs = new List<string>();
        Dictionary<string, ReadOnlyMemory<byte>>? attributes = null;
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    name = reader.Text();
                    break;
                case 2:
                    op = string.Intern(reader.Text());
                    break;
                case 3:
                    inputs.Add(reader.Text());
                    break;
                case 5:
                    var (key, value) = MapEntry.Message(reader.Bytes());
                    (attributes ??= new(StringComparer.Ordinal))[key] = value;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new NodeDef(name, op, inputs, attributes is null ? AttributeMap.Empty : new AttributeMap(attributes));
    }

    private static void ReadLibrary(WireReader reader, FunctionLibrary library)
    {
        while (reader.Next(out var field))
        {
            if (field != 1)
            {
                reader.Skip();
                continue;
            }

            var function = reader.Bytes();
            var inner = new WireReader(function);
            while (inner.Next(out var member))
            {
                if (member == 1)
                {
                    library.Add(ReadSignature(inner.Message(), [], []), function);
                    break;
                }

                inner.Skip();
            }
        }
    }

    private static string ReadSignature(WireReader reader, List<string> arguments, List<string> outputs)
    {
        var name = "";
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    name = reader.Text();
                    break;
                case 2:
                    arguments.Add(MapEntry.Texts(reader.Bytes()).Key);
                    break;
                case 3:
                    outputs.Add(MapEntry.Texts(reader.Bytes()).Key);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return name;
    }
}
