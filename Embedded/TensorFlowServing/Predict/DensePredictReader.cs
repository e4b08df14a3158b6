using System.Text;
using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>
/// The fast way in: an object with nothing but <c>signature_name</c> and one of <c>instances</c> and <c>inputs</c>, which hold regular
/// arrays of numbers or truth values. Anything else is declined, never judged.
/// </summary>
internal static class DensePredictReader
{
    /// <summary>Reads the text (which ends with a zero byte), or returns null to decline.</summary>
    public static PredictRequest? TryRead(ReadOnlySpan<byte> json, SignatureInputs signatureInputs)
    {
        var cursor = new JsonCursor(json);
        string? signature = null;
        string? assumed = null;
        bool? rowFormat = null;
        Dictionary<string, Tensor>? tensors = null;
        if (!cursor.Take((byte)'{'))
        {
            return null;
        }

        do
        {
            if (!cursor.TryReadPlainString(out var key) || !cursor.Take((byte)':'))
            {
                return null;
            }

            if (key.SequenceEqual("signature_name"u8))
            {
                if (signature is not null || !cursor.TryReadPlainString(out var name))
                {
                    return null;
                }

                signature = Encoding.UTF8.GetString(name);
                continue;
            }

            var row = key.SequenceEqual("instances"u8);
            if (rowFormat is not null || (!row && !key.SequenceEqual("inputs"u8)))
            {
                return null;
            }

            rowFormat = row;
            assumed = signature ?? "";
            tensors = ReadTensors(ref cursor, row, Ask(signatureInputs, assumed));
            if (tensors is null)
            {
                return null;
            }
        }
        while (cursor.Take((byte)','));

        // The name may follow the data; when it names other inputs than assumed, the data was read as the wrong type.
        return cursor.Take((byte)'}') && tensors is not null && (signature is null || signature == assumed)
            ? new PredictRequest(signature ?? "", rowFormat!.Value, tensors)
            : null;
    }

    private static Dictionary<string, Tensor>? ReadTensors(ref JsonCursor cursor, bool row, IReadOnlyDictionary<string, TensorInfo>? inputs)
    {
        if (inputs is null || inputs.Count == 0)
        {
            return null;
        }

        cursor.SkipBlanks();
        var tensors = new Dictionary<string, Tensor>(inputs.Count, StringComparer.Ordinal);
        if (cursor.Current != '{')
        {
            if (inputs.Count > 1 || (row && cursor.Current != '['))
            {
                return null;
            }

            var (name, info) = inputs.First();
            return DenseArrayReader.TryRead(ref cursor, info) is { } tensor ? new Dictionary<string, Tensor>(1, StringComparer.Ordinal) { [name] = tensor } : null;
        }

        if (row)
        {
            return null;
        }

        cursor.Position++;
        do
        {
            if (!cursor.TryReadPlainString(out var key) || !cursor.Take((byte)':')
                || !inputs.TryGetValue(Encoding.UTF8.GetString(key), out var info)
                || DenseArrayReader.TryRead(ref cursor, info) is not { } tensor
                || !tensors.TryAdd(Encoding.UTF8.GetString(key), tensor))
            {
                return null;
            }
        }
        while (cursor.Take((byte)','));

        return cursor.Take((byte)'}') && tensors.Count == inputs.Count ? tensors : null;
    }

    private static IReadOnlyDictionary<string, TensorInfo>? Ask(SignatureInputs signatureInputs, string name)
    {
        try
        {
            return signatureInputs(name);
        }
        catch (TensorFlowException)
        {
            // The tree reader asks again and reports it, once the whole body is known to be JSON.
            return null;
        }
    }
}
