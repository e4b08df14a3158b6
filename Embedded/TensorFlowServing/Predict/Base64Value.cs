using System.Buffers;
using System.Buffers.Text;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>Binary data in JSON: an object whose only key is <c>b64</c> with a string.</summary>
internal static class Base64Value
{
    public static bool Is(JsonTree tree, int value) =>
        tree.Kind(value) == JsonKind.Object && tree[value].Count == 1
        && tree.Is(value + 1, "b64"u8) && tree.Kind(value + 2) == JsonKind.String;

    /// <summary>The bytes; padding may be missing and blanks embedded, the URL-safe alphabet is refused, as in the original.</summary>
    public static byte[] Decode(JsonTree tree, int value)
    {
        if (!Is(tree, value))
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, $"JSON Value: {JsonEcho.Text(tree, value)} not formatted correctly for base64 data");
        }

        var text = tree.Bytes(value + 2);
        var length = 0;
        foreach (var c in text)
        {
            if (c is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\v' or (byte)'\f'))
            {
                text[length++] = c;
            }
        }

        var padded = new byte[(length + 3) / 4 * 4];
        padded.AsSpan().Fill((byte)'=');
        text.AsSpan(0, length).CopyTo(padded);
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        return Base64.DecodeFromUtf8(padded, bytes, out _, out var written) == OperationStatus.Done
            ? bytes[..written]
            : throw new TensorFlowException(StatusCode.InvalidArgument, "Unable to base64 decode");
    }
}
