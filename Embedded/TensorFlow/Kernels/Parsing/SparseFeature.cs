using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Parsing;

/// <summary>A feature of varying length as indices, values and shape.</summary>
internal static class SparseFeature
{
    public static void Parse(
        KernelContext context, Dictionary<string, ReadOnlyMemory<byte>>[] examples, bool isBatch, string key, DataType type, int feature, int features)
    {
        var values = Array.ConvertAll(examples, e => ExampleBatch.Values(e, key, type));
        var total = values.Sum(v => v?.ElementCount ?? 0);
        var rank = isBatch ? 2 : 1;
        var indices = context.Allocate(feature, DataType.Int64, total, rank).Data<long>();
        var flat = context.Allocate(features + feature, type, total);
        var shape = context.Allocate((2 * features) + feature, DataType.Int64, rank).Data<long>();
        shape[^1] = values.Select(v => v?.ElementCount ?? 0).DefaultIfEmpty(0).Max();
        if (isBatch)
        {
            shape[0] = values.Length;
        }

        var at = 0;
        for (var example = 0; example < values.Length; example++)
        {
            var count = (int)(values[example]?.ElementCount ?? 0);
            for (var i = 0; i < count; i++)
            {
                indices[((at + i) * rank) + rank - 1] = i;
                if (isBatch)
                {
                    indices[(at + i) * rank] = example;
                }
            }

            if (values[example] is { } given)
            {
                TensorBlock.Copy(given, 0, flat, at, count);
            }

            at += count;
        }
    }
}
