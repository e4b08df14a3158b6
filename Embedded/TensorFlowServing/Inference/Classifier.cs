using System.Buffers;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Inference;

/// <summary>The classify API: outputs <c>classes</c> and <c>scores</c>, each by example and class.</summary>
internal static class Classifier
{
    private const string Method = "tensorflow/serving/classify";

    /// <summary>Fails unless the signature can classify.</summary>
    public static void Check(Signature signature, bool checkMethodName)
    {
        ExampleSignature.CheckMethod(signature, Method, "classification", checkMethodName);
        ExampleSignature.CheckInput(signature, "classification");
        if (signature.Outputs.Count is not (1 or 2))
        {
            throw ExampleSignature.Failed($"Expected one or two output Tensors, found {signature.Outputs.Count}");
        }

        if (!signature.Outputs.ContainsKey("classes") && !signature.Outputs.ContainsKey("scores"))
        {
            throw ExampleSignature.Failed($"Expected classification signature outputs to contain at least one of \"classes\" or \"scores\". Signature was: {signature.Name}");
        }
    }

    /// <summary>Writes the answer for <paramref name="examples"/> examples.</summary>
    public static void Write(IReadOnlyDictionary<string, Tensor> outputs, long examples, IBufferWriter<byte> target)
    {
        if (examples == 0)
        {
            throw ExampleSignature.Failed("Cannot convert empty ClassificationResults to JSON");
        }

        var classes = Output(outputs, "classes", DataType.String, examples);
        var scores = Output(outputs, "scores", DataType.Float, examples);
        if (classes is not null && scores is not null && classes.Shape[1] != scores.Shape[1])
        {
            throw ExampleSignature.Failed($"Tensors class and score should match in num_classes. Got {classes.Shape[1]} vs. {scores.Shape[1]}");
        }

        var count = (classes ?? scores)!.Shape[1];
        var writer = new PrettyJsonWriter(target);
        writer.StartObject();
        writer.Key("results"u8);
        writer.StartArray();
        for (var example = 0L; example < examples; example++)
        {
            writer.SingleLineArrays = true;
            writer.StartArray();
            for (var i = 0L; i < count; i++)
            {
                var index = (int)((example * count) + i);
                writer.StartArray();
                writer.String(classes is null ? [] : classes.Strings[index].Span);
                writer.Float(scores is null ? 0 : scores.Data<float>()[index]);
                writer.EndArray();
            }

            writer.EndArray();
            writer.SingleLineArrays = false;
        }

        writer.EndArray();
        writer.EndObject();
    }

    private static Tensor? Output(IReadOnlyDictionary<string, Tensor> outputs, string name, DataType type, long examples)
    {
        if (!outputs.TryGetValue(name, out var tensor))
        {
            return null;
        }

        if (tensor.Shape.Length != 2)
        {
            throw ExampleSignature.Failed($"Expected Tensor shape: [batch_size num_classes] but got [{string.Join(',', tensor.Shape.ToArray())}]");
        }

        if (tensor.DType != type)
        {
            throw ExampleSignature.Failed($"Expected {name} Tensor of {type.ProtoName()}. Got: {tensor.DType.ProtoName()}");
        }

        return tensor.Shape[0] == examples
            ? tensor
            : throw ExampleSignature.Failed($"Expected {name} output batch size of {examples}. Got: {tensor.Shape[0]}");
    }
}
