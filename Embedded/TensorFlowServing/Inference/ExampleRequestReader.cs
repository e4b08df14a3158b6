using Embedded.TensorFlowServing.Json;
using Embedded.TensorFlowServing.Predict;
using Google.Protobuf;

namespace Embedded.TensorFlowServing.Inference;

/// <summary>Reads classify and regress bodies: <c>examples</c> and, shared by all of them, <c>context</c>.</summary>
internal static class ExampleRequestReader
{
    public static ExampleRequest Read(ReadOnlyMemory<byte> json)
    {
        var tree = RequestTree.Parse(json);
        var signature = RequestTree.SignatureName(tree);
        var context = tree.Find(JsonTree.Root, "context"u8) is >= 0 and var shared ? FeatureReader.Read(tree, shared).ToByteArray() : [];
        var examples = tree.Find(JsonTree.Root, "examples"u8);
        if (examples < 0)
        {
            // The original says "classify" for regress too.
            throw RequestTree.FormatError(tree, "When method is classify, key 'examples' is expected and was not found");
        }

        if (tree.Kind(examples) != JsonKind.Array)
        {
            throw RequestTree.FormatError(tree, "Expecting 'examples' value to be an list/array");
        }

        var count = tree[examples].Count;
        if (count == 0)
        {
            throw RequestTree.FormatError(tree, "'examples' value is an empty array");
        }

        var serialized = new ReadOnlyMemory<byte>[count];
        var element = examples + 1;
        for (var i = 0; i < count; i++, element = tree[element].Next)
        {
            // Joining serialized messages merges them, so that an example's own features override the context's.
            serialized[i] = (byte[])[.. context, .. FeatureReader.Read(tree, element).ToByteArray()];
        }

        return new ExampleRequest(signature, Embedded.TensorFlow.Tensor.FromStrings([count], serialized));
    }
}
