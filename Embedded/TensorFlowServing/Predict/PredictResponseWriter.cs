using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>Writes the answer of a predict call, byte for byte as the original lays it out.</summary>
internal static class PredictResponseWriter
{
    private const string BytesSuffix = "_bytes";

    /// <summary>Writes <paramref name="outputs"/> row by row or by column.</summary>
    /// <exception cref="TensorFlowException">INVALID_ARGUMENT: the outputs have no form in JSON, or not in rows.</exception>
    public static void Write(IReadOnlyDictionary<string, Tensor> outputs, bool rowFormat, IBufferWriter<byte> target)
    {
        if (outputs.Count == 0)
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, "Cannot convert empty tensor map to JSON");
        }

        var columns = outputs.OrderBy(o => o.Key, StringComparer.Ordinal)
            .Select(o => new Column(o.Key, o.Value)).ToArray();
        var writer = new PrettyJsonWriter(target);
        writer.StartObject();
        if (rowFormat)
        {
            WriteRows(writer, columns);
        }
        else
        {
            WriteColumns(writer, columns);
        }

        writer.EndObject();
    }

    private static void WriteRows(PrettyJsonWriter writer, Column[] columns)
    {
        var batch = BatchSize(columns);
        writer.Key("predictions"u8);
        writer.StartArray();
        for (var row = 0L; row < batch; row++)
        {
            if (columns.Length > 1)
            {
                writer.StartObject();
            }

            writer.SingleLineArrays = true;
            foreach (var column in columns)
            {
                if (columns.Length > 1)
                {
                    writer.Key(column.Name);
                }

                WriteValues(writer, column, 1);
            }

            // Reset before the array of rows ends; this is what puts its closing bracket on a line of its own.
            writer.SingleLineArrays = false;
            if (columns.Length > 1)
            {
                writer.EndObject();
            }
        }

        writer.EndArray();
    }

    private static void WriteColumns(PrettyJsonWriter writer, Column[] columns)
    {
        writer.Key("outputs"u8);
        if (columns.Length > 1)
        {
            writer.StartObject();
        }

        foreach (var column in columns)
        {
            if (columns.Length > 1)
            {
                writer.Key(column.Name);
            }

            WriteValues(writer, column, 0);
        }

        if (columns.Length > 1)
        {
            writer.EndObject();
        }
    }

    private static long BatchSize(Column[] columns)
    {
        var batch = -1L;
        foreach (var column in columns)
        {
            var name = Encoding.UTF8.GetString(column.Name);
            if (column.Tensor.Shape.IsEmpty)
            {
                throw new TensorFlowException(StatusCode.InvalidArgument, $"Tensor name: {name} has no shape information ");
            }

            var size = column.Tensor.Shape[0];
            if (batch >= 0 && batch != size)
            {
                throw new TensorFlowException(StatusCode.InvalidArgument, $"Tensor name: {name} has inconsistent batch size: {size} expecting: {batch}");
            }

            batch = size;
        }

        return batch;
    }

    private static void WriteValues(PrettyJsonWriter writer, Column column, int dimension)
    {
        var shape = column.Tensor.Shape;
        if (dimension >= shape.Length)
        {
            WriteElements(writer, column, 1);
            return;
        }

        writer.StartArray();
        if (dimension == shape.Length - 1)
        {
            WriteElements(writer, column, (int)shape[dimension]);
        }
        else
        {
            for (var i = 0L; i < shape[dimension]; i++)
            {
                WriteValues(writer, column, dimension + 1);
            }
        }

        writer.EndArray();
    }

    private static void WriteElements(PrettyJsonWriter writer, Column column, int count)
    {
        var start = column.Offset;
        column.Offset += count;
        var tensor = column.Tensor;
        switch (tensor.DType)
        {
            case DataType.Float:
                foreach (var value in tensor.Data<float>().Slice(start, count))
                {
                    writer.Float(value);
                }

                break;
            case DataType.Double:
                foreach (var value in tensor.Data<double>().Slice(start, count))
                {
                    writer.Double(value);
                }

                break;
            case DataType.Int32:
                WriteIntegers<int>(writer, tensor, start, count);
                break;
            case DataType.Int16:
                WriteIntegers<short>(writer, tensor, start, count);
                break;
            case DataType.Int8:
                WriteIntegers<sbyte>(writer, tensor, start, count);
                break;
            case DataType.UInt8:
                WriteIntegers<byte>(writer, tensor, start, count);
                break;
            case DataType.Int64:
                WriteIntegers<long>(writer, tensor, start, count);
                break;
            case DataType.UInt32:
                WriteIntegers<uint>(writer, tensor, start, count);
                break;
            case DataType.UInt64:
                foreach (var value in tensor.Data<ulong>().Slice(start, count))
                {
                    writer.Unsigned(value);
                }

                break;
            case DataType.Bool:
                foreach (var value in tensor.Data<bool>().Slice(start, count))
                {
                    writer.Bool(value);
                }

                break;
            case DataType.String:
                foreach (var value in tensor.Strings.Slice(start, count))
                {
                    WriteString(writer, value.Span, column.AsBytes);
                }

                break;
            default:
                if (count > 0)
                {
                    throw new TensorFlowException(StatusCode.InvalidArgument, $"Failed to write JSON value for tensor type: {tensor.DType.CanonicalName()}");
                }

                break;
        }
    }

    private static void WriteIntegers<T>(PrettyJsonWriter writer, Tensor tensor, int start, int count)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        foreach (var value in tensor.Data<T>().Slice(start, count))
        {
            writer.Integer(long.CreateTruncating(value));
        }
    }

    private static void WriteString(PrettyJsonWriter writer, ReadOnlySpan<byte> value, bool asBytes)
    {
        // The original writes bytes as they are; of what is no UTF-8 that makes a body that no parser of JSON takes.
        if (!asBytes && System.Text.Unicode.Utf8.IsValid(value))
        {
            writer.String(value);
            return;
        }

        var text = new byte[Base64.GetMaxEncodedToUtf8Length(value.Length)];
        Base64.EncodeToUtf8(value, text, out _, out var length);
        writer.StartObject();
        writer.Key("b64"u8);
        writer.String(text.AsSpan(0, length));
        writer.EndObject();
    }

    /// <summary>An output and how far it is written.</summary>
    private sealed class Column(string name, Tensor tensor)
    {
        public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

        public Tensor Tensor => tensor;

        /// <summary>Strings of outputs with this suffix are binary and go out as base64.</summary>
        public bool AsBytes { get; } = tensor.DType == DataType.String && name.EndsWith(BytesSuffix, StringComparison.Ordinal);

        public int Offset { get; set; }
    }
}
