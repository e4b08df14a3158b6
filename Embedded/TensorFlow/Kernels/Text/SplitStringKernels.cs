using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Strings into words, as sparse tensors.</summary>
internal static class SplitStringKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Splitting strings", "string")
        .Add("StringSplit", First)
        .Add("StringSplitV2", Second);

    // Every character of the delimiter separates; none at all means single bytes.
    private static KernelBody First(KernelBuild build)
    {
        var skip = build.Attributes.Bool("skip_empty", true);
        return context =>
        {
            var delimiter = context.Input(1).ElementCount > 0 ? context.Input(1).Strings[0] : default;
            Write(context, text => Words(text, delimiter, skip));
        };
    }

    private static KernelBody Second(KernelBuild build)
    {
        var most = (int)Math.Clamp(build.Attributes.Int("maxsplit", -1), -1, int.MaxValue);
        return context =>
        {
            var separator = context.Input(1).Strings[0];
            Write(context, text => separator.IsEmpty ? ByBlanks(text, most) : BySeparator(text, separator, most));
        };
    }

    private static void Write(KernelContext context, Func<ReadOnlyMemory<byte>, List<ReadOnlyMemory<byte>>> split)
    {
        var rows = Array.ConvertAll(context.Input(0).Strings.ToArray(), text => split(text));
        var total = rows.Sum(r => r.Count);
        var indices = context.Allocate(0, DataType.Int64, total, 2).Data<long>();
        var values = context.Allocate(1, DataType.String, total).Strings;
        var at = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = 0; i < rows[row].Count; i++, at++)
            {
                (indices[2 * at], indices[(2 * at) + 1]) = (row, i);
                values[at] = rows[row][i];
            }
        }

        var shape = context.Allocate(2, DataType.Int64, 2).Data<long>();
        (shape[0], shape[1]) = (rows.Length, rows.Length == 0 ? 0 : rows.Max(r => r.Count));
    }

    private static List<ReadOnlyMemory<byte>> Words(ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> delimiters, bool skip)
    {
        var words = new List<ReadOnlyMemory<byte>>();
        if (delimiters.IsEmpty)
        {
            for (var i = 0; i < text.Length; i++)
            {
                words.Add(text.Slice(i, 1));
            }

            return words;
        }

        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || delimiters.Span.Contains(text.Span[i]))
            {
                if (!skip || i > start)
                {
                    words.Add(text[start..i]);
                }

                start = i + 1;
            }
        }

        return words;
    }

    // Runs of blanks separate, and none stand at the ends. What is left after the last split stays as it is, even if it is nothing.
    private static List<ReadOnlyMemory<byte>> ByBlanks(ReadOnlyMemory<byte> text, int most)
    {
        if (most == 0)
        {
            return [text];
        }

        var words = new List<ReadOnlyMemory<byte>>();
        for (text = StringKernels.TrimStart(text); !text.IsEmpty; text = StringKernels.TrimStart(text))
        {
            if (words.Count == most)
            {
                words.Add(text);
                return words;
            }

            var end = 0;
            while (end < text.Length && !StringKernels.IsBlank(text.Span[end]))
            {
                end++;
            }

            words.Add(text[..end]);
            text = text[end..];
        }

        if (words.Count == most)
        {
            words.Add(text);
        }

        return words;
    }

    private static List<ReadOnlyMemory<byte>> BySeparator(ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> separator, int most)
    {
        var words = new List<ReadOnlyMemory<byte>>();
        while ((most < 0 || words.Count < most) && text.Span.IndexOf(separator.Span) is >= 0 and var at)
        {
            words.Add(text[..at]);
            text = text[(at + separator.Length)..];
        }

        words.Add(text);
        return words;
    }
}
