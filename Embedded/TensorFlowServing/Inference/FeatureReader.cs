using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;
using Embedded.TensorFlowServing.Predict;
using Google.Protobuf;
using Tensorflow;

namespace Embedded.TensorFlowServing.Inference;

/// <summary>Makes a tf.Example of a JSON object; the JSON type of the first value decides the kind of a feature.</summary>
internal static class FeatureReader
{
    public static Example Read(JsonTree tree, int value)
    {
        if (tree.Kind(value) != JsonKind.Object)
        {
            throw Invalid($"Example must be JSON object but got JSON {JsonEcho.TypeName(tree.Kind(value))}");
        }

        var example = new Example { Features = new Features() };
        var name = value + 1;
        for (var i = 0; i < tree[value].Count; i++, name = tree[name + 1].Next)
        {
            var key = tree.Text(name);
            example.Features.Feature[key] = ReadFeature(tree, name + 1, key);
        }

        return example;
    }

    private static Feature ReadFeature(JsonTree tree, int value, string name)
    {
        var feature = new Feature();
        if (tree.Kind(value) != JsonKind.Array)
        {
            Add(feature, tree, value, name);
            return feature;
        }

        var element = value + 1;
        for (var i = 0; i < tree[value].Count; i++, element = tree[element].Next)
        {
            Add(feature, tree, element, name);
        }

        return feature;
    }

    private static void Add(Feature feature, JsonTree tree, int value, string name)
    {
        switch (tree.Kind(value))
        {
            case JsonKind.False or JsonKind.True:
                Require(feature, Feature.KindOneofCase.Int64List, name);
                (feature.Int64List ??= new Int64List()).Value.Add(tree.Kind(value) == JsonKind.True ? 1 : 0);
                break;
            case JsonKind.Int64:
                Require(feature, Feature.KindOneofCase.Int64List, name);
                (feature.Int64List ??= new Int64List()).Value.Add(tree[value].Bits);
                break;
            case JsonKind.UInt64:
                Require(feature, Feature.KindOneofCase.Int64List, name);
                throw Invalid($"Feature: {name} has uint64_t element. Only int64_t is supported.");
            case JsonKind.Double:
                Require(feature, Feature.KindOneofCase.FloatList, name);
                (feature.FloatList ??= new FloatList()).Value.Add((float)tree.Double(value));
                break;
            case JsonKind.String:
                Require(feature, Feature.KindOneofCase.BytesList, name);
                (feature.BytesList ??= new BytesList()).Value.Add(ByteString.CopyFrom(tree.Bytes(value)));
                break;
            case JsonKind.Object when Base64Value.Is(tree, value):
                Require(feature, Feature.KindOneofCase.BytesList, name);
                (feature.BytesList ??= new BytesList()).Value.Add(ByteString.CopyFrom(Base64Value.Decode(tree, value)));
                break;
            default:
                throw Invalid($"Feature: {name} has element with unexpected JSON type: {JsonEcho.TypeName(tree.Kind(value))}");
        }
    }

    private static void Require(Feature feature, Feature.KindOneofCase kind, string name)
    {
        if (feature.KindCase != Feature.KindOneofCase.None && feature.KindCase != kind)
        {
            var expected = feature.KindCase switch
            {
                Feature.KindOneofCase.BytesList => "bytes",
                Feature.KindOneofCase.FloatList => "float",
                _ => "int64",
            };
            throw Invalid($"Unexpected element type in feature: {name} expecting type: {expected}");
        }
    }

    private static TensorFlowException Invalid(string text) => new(Embedded.TensorFlow.StatusCode.InvalidArgument, text);
}
