using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Bytes that stand for numbers, and lines of comma-separated values.</summary>
internal static class DecodeTextKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Decoding", "numbers, bool")
        .Add("DecodeRaw", Raw)
        .Add("DecodePaddedRaw", Raw)
        .Begin("Decoding", "float, double, int32, int64, string")
        .Add("DecodeCSV", Csv);

    private static KernelBody Raw(KernelBuild build)
    {
        var type = build.Attributes.Type("out_type", DataType.Float);
        var swap = !build.Attributes.Bool("little_endian", true) && type.Size() > 1;
        return context =>
        {
            var x = context.Input(0);
            var size = Math.Max(1, type.Size());
            var isPadded = context.InputCount > 1;
            var width = isPadded ? (int)Elements.Integer(context.Input(1)) : x.ElementCount == 0 ? 0 : x.Strings[0].Length;
            if (width % size != 0 || (isPadded && width <= 0))
            {
                throw TensorFlowException.InvalidArgument($"Input to DecodeRaw has length {width} that is not a multiple of {size}, the size of {type.CanonicalName()}");
            }

            var result = context.Allocate(0, type, [.. x.Shape, width / size]);
            result.Bytes.Clear();
            for (var i = 0; i < x.ElementCount; i++)
            {
                var text = x.Strings[i].Span;
                if (text.Length != width && !isPadded)
                {
                    throw TensorFlowException.InvalidArgument($"DecodeRaw requires input strings to all be the same size, but element {i} has size {text.Length} != {width}");
                }

                text[..Math.Min(width, text.Length)].CopyTo(result.Bytes[(i * width)..]);
            }

            for (var at = 0; swap && at < result.Bytes.Length; at += size)
            {
                result.Bytes.Slice(at, size).Reverse();
            }
        };
    }

    private static KernelBody Csv(KernelBuild build)
    {
        var types = build.Attributes.Types("OUT_TYPE");
        var (delimiter, quotes) = (build.Attributes.Text("field_delim", ","), build.Attributes.Bool("use_quote_delim", true));
        var missing = build.Attributes.Text("na_value", "");
        var columns = build.Attributes.Ints("select_cols");
        if (delimiter.Length != 1)
        {
            throw TensorFlowException.InvalidArgument($"field_delim should be only 1 char");
        }

        return context =>
        {
            var records = context.Input(0);
            var results = types.Select((type, i) => context.Allocate(i, type, records.Shape)).ToArray();
            for (var row = 0; row < records.ElementCount; row++)
            {
                var fields = Fields(records.Strings[row], (byte)delimiter[0], quotes);
                var chosen = columns.Length == 0 ? fields : columns.Where(c => c < fields.Count).Select(c => fields[(int)c]).ToList();
                if (chosen.Count != types.Length)
                {
                    throw TensorFlowException.InvalidArgument($"Expect {types.Length} fields but have {chosen.Count} in record {row}");
                }

                for (var i = 0; i < types.Length; i++)
                {
                    Store(context, chosen[i], i, row, results[i], missing);
                }
            }
        };
    }

    private static void Store(KernelContext context, byte[] field, int column, int row, Tensor result, string missing)
    {
        var otherwise = context.Input(column + 1);
        if (field.Length == 0 || StringCells.Text(field) == missing)
        {
            if (otherwise.ElementCount != 1)
            {
                throw TensorFlowException.InvalidArgument($"Field {column} is required but missing in record {row}!");
            }

            TensorBlock.Copy(otherwise, 0, result, row, 1);
        }
        else if (result.DType == DataType.String)
        {
            result.Strings[row] = field;
        }
        else if (!NumberTextKernels.TryParse(field, result, row))
        {
            throw TensorFlowException.InvalidArgument($"Field {column} in record {row} is not a valid {result.DType.CanonicalName()}: {StringCells.Text(field)}");
        }
    }

    private static List<byte[]> Fields(ReadOnlyMemory<byte> record, byte delimiter, bool quotes)
    {
        var (fields, field) = (new List<byte[]>(), new List<byte>());
        var text = record.Span;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || text[i] == delimiter)
            {
                fields.Add([.. field]);
                field.Clear();
            }
            else if (quotes && text[i] == '"' && field.Count == 0 && (i == 0 || text[i - 1] == delimiter))
            {
                i = Quoted(text, i + 1, field);
            }
            else if (text[i] is (byte)'\n' or (byte)'\r' or (byte)'"' && quotes)
            {
                throw TensorFlowException.InvalidArgument($"Unquoted fields cannot have quotes/CRLFs inside");
            }
            else
            {
                field.Add(text[i]);
            }
        }

        return fields;
    }

    // Two quotes inside stand for one. Returns the place of the closing one.
    private static int Quoted(ReadOnlySpan<byte> text, int i, List<byte> field)
    {
        for (; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                field.Add(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Add(text[i++]);
            }
            else
            {
                return i;
            }
        }

        throw TensorFlowException.InvalidArgument($"Quoted field has to end with quote followed by delim or end");
    }
}
