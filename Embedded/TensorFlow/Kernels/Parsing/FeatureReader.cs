using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Kernels.Parsing;

/// <summary>Finds the features of one serialised <c>tf.Example</c>.</summary>
internal static class FeatureReader
{
    /// <summary>Encoded <c>Feature</c> messages by name; the last of a name counts.</summary>
    public static Dictionary<string, ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> example)
    {
        var features = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        try
        {
            var reader = new WireReader(example);
            while (reader.Next(out var field))
            {
                if (field != 1)
                {
                    reader.Skip();
                    continue;
                }

                var map = reader.Message();
                while (map.Next(out var member))
                {
                    if (member == 1)
                    {
                        var (name, feature) = MapEntry.Message(map.Bytes());
                        features[name] = feature;
                    }
                    else
                    {
                        map.Skip();
                    }
                }
            }
        }
        catch (MalformedMessageException e)
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, "Could not parse example input, value: not a serialized tf.Example", e);
        }

        return features;
    }

    /// <summary>The values of a feature as a vector of its own type; null when the feature holds no list at all.</summary>
    public static Tensor? Values(ReadOnlyMemory<byte> feature)
    {
        var reader = new WireReader(feature);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    return Strings(reader.Message());
                case 2:
                    return Floats(reader.Message());
                case 3:
                    return Integers(reader.Message());
                default:
                    reader.Skip();
                    break;
            }
        }

        return null;
    }

    private static Tensor Strings(WireReader reader)
    {
        var values = new List<ReadOnlyMemory<byte>>();
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                values.Add(reader.Bytes());
            }
            else
            {
                reader.Skip();
            }
        }

        return Tensor.FromStrings([values.Count], values.ToArray());
    }

    private static Tensor Floats(WireReader reader)
    {
        var bytes = new List<byte>();
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                bytes.AddRange(reader.FixedRun(4).Span);
            }
            else
            {
                reader.Skip();
            }
        }

        if (bytes.Count % sizeof(float) != 0)
        {
            throw TensorFlowException.InvalidArgument($"Could not parse example input, value: a float is cut off");
        }

        var tensor = Tensor.Create(DataType.Float, bytes.Count / sizeof(float));
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes).CopyTo(tensor.Bytes);
        return tensor;
    }

    private static Tensor Integers(WireReader reader)
    {
        var values = new List<long>();
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                reader.Varints(values);
            }
            else
            {
                reader.Skip();
            }
        }

        return Tensor.From([values.Count], values.ToArray().AsSpan());
    }
}
