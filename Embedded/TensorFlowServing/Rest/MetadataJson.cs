using System.Buffers;
using System.Text.Json;
using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Rest;

/// <summary>The answer of <c>GET …/metadata</c>: two protobuf messages joined by hand, as in the original.</summary>
internal static class MetadataJson
{
    public static ReadOnlyMemory<byte> Write(string model, long version, IReadOnlyDictionary<string, Signature> signatures)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        buffer.Write("{\n\"model_spec\":"u8);
        ProtoJson.Write(buffer, writer =>
        {
            writer.WriteString("name", model);
            writer.WriteString("signature_name", "");
            ProtoJson.Int64(writer, "version", version);
        });
        buffer.Write(",\n\"metadata\": {\"signature_def\": "u8);
        ProtoJson.Write(buffer, writer =>
        {
            writer.WriteStartObject("signature_def");
            foreach (var (name, signature) in signatures.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject(name);
                WriteTensors(writer, "inputs", signature.Inputs);
                WriteTensors(writer, "outputs", signature.Outputs);
                writer.WriteString("method_name", signature.MethodName);
                WriteDefaults(writer, signature.Defaults);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        });
        buffer.Write("}\n}\n"u8);
        return buffer.WrittenMemory;
    }

    private static void WriteTensors(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        writer.WriteStartObject(name);
        foreach (var (alias, info) in tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(alias);
            writer.WriteString("dtype", info.DType.ProtoName());
            WriteShape(writer, info.Shape);
            writer.WriteString("name", info.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteDefaults(Utf8JsonWriter writer, IReadOnlyDictionary<string, Tensor> defaults)
    {
        writer.WriteStartObject("defaults");
        foreach (var (alias, tensor) in defaults.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(alias);
            writer.WriteString("dtype", tensor.DType.ProtoName());
            WriteShape(writer, tensor.Shape.ToArray());
            if (tensor.DType == DataType.String)
            {
                writer.WriteStartArray("string_val");
                foreach (var value in tensor.Strings)
                {
                    writer.WriteBase64StringValue(value.Span);
                }

                writer.WriteEndArray();
            }
            else
            {
                writer.WriteBase64String("tensor_content", tensor.Bytes);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter writer, IReadOnlyList<long>? shape)
    {
        writer.WriteStartObject("tensor_shape");
        writer.WriteStartArray("dim");
        foreach (var size in shape ?? [])
        {
            writer.WriteStartObject();
            ProtoJson.Int64(writer, "size", size);
            writer.WriteString("name", "");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("unknown_rank", shape is null);
        writer.WriteEndObject();
    }
}
