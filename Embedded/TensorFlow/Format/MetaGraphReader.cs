using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Format;

/// <summary>Reads <c>MetaGraphDef</c>.</summary>
internal static class MetaGraphReader
{
    public static IReadOnlyList<string> ReadTags(ReadOnlyMemory<byte> message)
    {
        var tags = new List<string>();
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            if (field != 1)
            {
                reader.Skip();
                continue;
            }

            var info = reader.Message();
            while (info.Next(out var member))
            {
                if (member == 4)
                {
                    tags.Add(info.Text());
                }
                else
                {
                    info.Skip();
                }
            }
        }

        return tags;
    }

    public static MetaGraph Read(ReadOnlyMemory<byte> message)
    {
        ReadOnlyMemory<byte> graph = default;
        var (fileName, restore) = ("", "");
        var signatures = new Dictionary<string, Signature>(StringComparer.Ordinal);
        var collections = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var assets = new List<(string, string)>();
        var collectedAssets = new List<(string, string)>();
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 2:
                    graph = reader.Bytes();
                    break;
                case 3:
                    (fileName, restore) = ReadSaver(reader.Message());
                    break;
                case 4:
                    var (name, collection) = MapEntry.Message(reader.Bytes());
                    ReadCollection(name, new WireReader(collection), collections, collectedAssets);
                    break;
                case 5:
                    var (key, value) = MapEntry.Message(reader.Bytes());
                    signatures[key] = SignatureReader.Read(key, value);
                    break;
                case 6:
                    assets.Add(ReadAsset(reader.Message()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new MetaGraph
        {
            Graph = GraphDefReader.Read(graph),
            Signatures = signatures,
            NodeCollections = collections,
            Assets = assets.Count > 0 ? assets : collectedAssets,
            FileNameTensor = fileName,
            RestoreOp = restore,
        };
    }

    private static (string FileName, string Restore) ReadSaver(WireReader reader)
    {
        var (fileName, restore) = ("", "");
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    fileName = reader.Text();
                    break;
                case 3:
                    restore = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (fileName, restore);
    }

    private static void ReadCollection(
        string name, WireReader reader, Dictionary<string, IReadOnlyList<string>> nodes, List<(string, string)> assets)
    {
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    nodes[name] = Texts(reader.Message());
                    break;
                // TF1 keeps its assets as a list of Any.
                case 5 when name == "saved_model_assets":
                    var list = reader.Message();
                    while (list.Next(out var member))
                    {
                        if (member == 1)
                        {
                            assets.Add(ReadAsset(new WireReader(MapEntry.Message(list.Bytes()).Value)));
                        }
                        else
                        {
                            list.Skip();
                        }
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static List<string> Texts(WireReader reader)
    {
        var texts = new List<string>();
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                texts.Add(reader.Text());
            }
            else
            {
                reader.Skip();
            }
        }

        return texts;
    }

    private static (string Tensor, string FileName) ReadAsset(WireReader reader)
    {
        var (tensor, fileName) = ("", "");
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    tensor = MapEntry.Message(reader.Bytes()).Key;
                    break;
                case 2:
                    fileName = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (tensor, fileName);
    }
}
