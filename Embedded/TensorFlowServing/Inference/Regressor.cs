using System.Buffers;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Inference;

/// <summary>The regress API: one number for each example.</summary>
internal static class Regressor
{
    private const string Method = "tensorflow/serving/regress";
    private const string OutputName = "outputs";

    /// <summary>Fails unless the signature can regress.</summary>
    public static void Check(Signature signature, bool checkMethodName)
    {
        ExampleSignature.CheckMethod(signature, Method, "regression", checkMethodName);
        ExampleSignature.CheckInput(signature, "regression");
        if (signature.Outputs.Count != 1)
        {
            throw ExampleSignature.Failed("Expected one output Tensor.");
        }

        if (!signature.Outputs.ContainsKey(OutputName))
        {
            throw ExampleSignature.Failed($"No regression outputs found in SignatureDef: {signature.Name}");
        }
    }

    /// <summary>Writes the answer for <paramref name="examples"/> examples.</summary>
    public static void Write(IReadOnlyDictionary<string, Tensor> outputs, long examples, IBufferWriter<byte> target)
    {
        var tensor = outputs[OutputName];
        if (tensor.Shape.Length is not (1 or 2) || (tensor.Shape.Length == 2 && tensor.Shape[1] != 1))
        {
            throw ExampleSignature.Failed($"Expected output Tensor shape to be either [batch_size] or [batch_size, 1] but got [{string.Join(',', tensor.Shape.ToArray())}]");
        }

        if (tensor.Shape[0] != examples)
        {
            throw ExampleSignature.Failed($"Expected output batch size to be {examples}. Got: {tensor.Shape[0]}");
        }

        if (tensor.DType != DataType.Float)
        {
            throw ExampleSignature.Failed($"Expected output Tensor of DT_FLOAT.  Got: {tensor.DType.ProtoName()}");
        }

        if (examples == 0)
        {
            throw ExampleSignature.Failed("Cannot convert empty RegressionResults to JSON");
        }

        Write(tensor.Data<float>(), target);
    }

    private static void Write(ReadOnlySpan<float> values, IBufferWriter<byte> target)
    {
        var writer = new PrettyJsonWriter(target);
        writer.StartObject();
        writer.Key("results"u8);
        writer.SingleLineArrays = true;
        writer.StartArray();
        foreach (var value in values)
        {
            writer.Float(value);
        }

        writer.EndArray();
        writer.EndObject();
    }
}
