using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>What predict, classify and regress bodies have in common.</summary>
internal static class RequestTree
{
    /// <summary>Parses a body and makes sure that it is an object.</summary>
    public static JsonTree Parse(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            // Without an offset, unlike a text of blanks only.
            throw new TensorFlowException(StatusCode.InvalidArgument, "JSON Parse error: The document is empty");
        }

        JsonTree tree;
        try
        {
            tree = JsonTree.Parse(json);
        }
        catch (JsonSyntaxException e)
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, e.Message);
        }

        return tree.Kind(JsonTree.Root) == JsonKind.Object ? tree : throw FormatError(tree, "Is not object");
    }

    /// <summary>The signature that the body names, or nothing.</summary>
    public static string SignatureName(JsonTree tree)
    {
        var value = tree.Find(JsonTree.Root, "signature_name"u8);
        if (value < 0)
        {
            return "";
        }

        return tree.Kind(value) == JsonKind.String
            ? tree.Text(value)
            : throw FormatError(tree, "not formatted correctly. 'signature_name' key must be a string value.");
    }

    /// <summary>An error that starts with an echo of the whole body.</summary>
    public static TensorFlowException FormatError(JsonTree tree, string what) =>
        new(StatusCode.InvalidArgument, $"JSON Value: {JsonEcho.Text(tree, JsonTree.Root)} {what}");
}
