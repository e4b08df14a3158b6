using System.Text;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Neighbouring words of ragged rows joined to n-grams.</summary>
internal static class NGramKernel
{
    public static KernelBody Create(KernelBuild build)
    {
        var separator = Encoding.UTF8.GetBytes(build.Attributes.Text("separator", " "));
        ReadOnlyMemory<byte> left = Encoding.UTF8.GetBytes(build.Attributes.Text("left_pad", ""));
        ReadOnlyMemory<byte> right = Encoding.UTF8.GetBytes(build.Attributes.Text("right_pad", ""));
        var (widths, padding) = (build.Attributes.Ints("ngram_widths"), (int)build.Attributes.Int("pad_width", 0));
        var preserve = build.Attributes.Bool("preserve_short_sequences", false);
        var type = build.Attributes.Type("Tsplits", DataType.Int64);
        return context =>
        {
            var words = context.Input(0);
            var splits = Elements.Integers(context.Input(1));
            var (grams, ends) = (new List<ReadOnlyMemory<byte>>(), new List<long> { 0 });
            for (var row = 0; row + 1 < splits.Length; row++)
            {
                if (splits[row] < 0 || splits[row] > splits[row + 1] || splits[row + 1] > words.ElementCount)
                {
                    throw TensorFlowException.InvalidArgument($"Invalid split value {splits[row + 1]}, must be in [{splits[row]}, {words.ElementCount}]");
                }

                var own = words.Strings[(int)splits[row]..(int)splits[row + 1]].ToArray();
                var before = grams.Count;
                foreach (var width in widths)
                {
                    var pad = padding < 0 ? (int)width - 1 : Math.Min(padding, (int)width - 1);
                    AddGrams([.. Enumerable.Repeat(left, pad), .. own, .. Enumerable.Repeat(right, pad)], (int)width, separator, grams);
                }

                // A row too short for any width stays as one gram, with the padding it would have had.
                if (preserve && grams.Count == before && own.Length > 0)
                {
                    var pad = Math.Max(0, padding);
                    AddGrams([.. Enumerable.Repeat(left, pad), .. own, .. Enumerable.Repeat(right, pad)], own.Length + (2 * pad), separator, grams);
                }

                ends.Add(grams.Count);
            }

            context.Set(0, Tensor.FromStrings([grams.Count], (ReadOnlySpan<ReadOnlyMemory<byte>>)grams.ToArray()));
            var result = context.Allocate(1, type, ends.Count);
            for (var i = 0; i < ends.Count; i++)
            {
                Shaping.ShapeKernels.Write(result, i, ends[i]);
            }
        };
    }

    private static void AddGrams(List<ReadOnlyMemory<byte>> words, int width, byte[] separator, List<ReadOnlyMemory<byte>> grams)
    {
        for (var i = 0; i + width <= words.Count; i++)
        {
            grams.Add(JoinStringKernels.Concatenate(words.GetRange(i, width), separator));
        }
    }
}
