using System.Runtime.InteropServices;
using System.Text;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Distinct values in the order of their first appearance.</summary>
internal static class UniqueKernels
{
    // Marks keys of what is equal to nothing; no byte is this character.
    private const char NotANumber = '\uFFFF';

    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Distinct values", "all")
        .Add("Unique", build => Unique(build))
        .Add("UniqueV2", build => Unique(build))
        .Add("UniqueWithCounts", build => Unique(build))
        .Add("UniqueWithCountsV2", build => Unique(build))
        .Add("ListDiff", Difference)
        .Add("SetDiff1D", Difference);

    /// <summary>A text that is equal exactly for equal elements of one tensor type.</summary>
    internal static string Key(Tensor tensor, int from, int count)
    {
        if (tensor.DType is DataType.Float or DataType.Double or DataType.Half or DataType.BFloat16)
        {
            return FloatKey(tensor, from, count);
        }

        if (tensor.DType != DataType.String)
        {
            var size = tensor.DType.Size();
            return Encoding.Latin1.GetString(tensor.Bytes.Slice(from * size, count * size));
        }

        var text = new StringBuilder();
        foreach (var value in tensor.Strings.Slice(from, count))
        {
            text.Append(value.Length).Append(':').Append(Encoding.Latin1.GetString(value.Span));
        }

        return text.ToString();
    }

    // Both zeros are equal, and what is not a number is equal to nothing.
    private static string FloatKey(Tensor tensor, int from, int count)
    {
        var (text, size) = (new StringBuilder(), tensor.DType.Size());
        for (var i = from; i < from + count; i++)
        {
            var value = tensor.DType switch
            {
                DataType.Float => tensor.Data<float>()[i],
                DataType.Double => tensor.Data<double>()[i],
                DataType.Half => (double)tensor.Data<Half>()[i],
                _ => tensor.Data<BFloat16>()[i].ToSingle(),
            };
            text.Append(value == 0 ? new string('\0', size) : Encoding.Latin1.GetString(tensor.Bytes.Slice(i * size, size)));
            if (double.IsNaN(value))
            {
                text.Append(NotANumber).Append(i);
            }
        }

        return text.ToString();
    }

    private static KernelBody Unique(KernelBuild build)
    {
        var type = build.Attributes.Type("out_idx", DataType.Int32);
        return context =>
        {
            var x = context.Input(0);
            var axis = Axis(context, x);
            var moved = axis == 0 ? x : ToFront(context, x, axis);
            var width = x.Rank <= 1 ? 1 : (int)(moved.ElementCount / Math.Max(1, moved.Shape[0]));
            var rows = (int)moved.Shape[0];
            var (first, places, counts) = (new List<int>(), new Dictionary<string, int>(StringComparer.Ordinal), new List<long>());
            var indices = context.Allocate(1, type, rows);
            for (var i = 0; i < rows; i++)
            {
                ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, Key(moved, i * width, width), out var known);
                if (!known)
                {
                    place = first.Count;
                    first.Add(i);
                    counts.Add(0);
                }

                counts[place]++;
                ShapeKernels.Write(indices, i, place);
            }

            var values = Tensor.Create(x.DType, [first.Count, .. moved.Shape[1..]], clear: false);
            for (var i = 0; i < first.Count; i++)
            {
                TensorBlock.Copy(moved, first[i] * width, values, i * width, width);
            }

            context.Set(0, axis == 0 ? values : ToFront(context, values, axis));
            var totals = context.Allocate(2, type, counts.Count);
            for (var i = 0; i < counts.Count; i++)
            {
                ShapeKernels.Write(totals, i, counts[i]);
            }
        };
    }

    private static int Axis(KernelContext context, Tensor x)
    {
        if (context.InputCount > 1 && context.Input(1).ElementCount > 0)
        {
            return Elements.Axis(Elements.Integer(context.Input(1)), x.Rank);
        }

        return x.Rank == 1 ? 0 : throw TensorFlowException.InvalidArgument($"unique expects a 1D vector.");
    }

    // Swaps the axis with the first one; doing it twice restores the order.
    private static Tensor ToFront(KernelContext context, Tensor x, int axis)
    {
        var order = Enumerable.Range(0, x.Rank).ToArray();
        (order[0], order[axis]) = (order[axis], order[0]);
        var transpose = KernelRegistry.Default.Find("Transpose")!.Create(new KernelBuild(new Graph.GraphNode("", "Transpose", Format.AttributeMap.Empty), new PrepackCache()));
        return Evaluator.Run(transpose, context, [x, Tensor.From([order.Length], order.AsSpan())])[0];
    }

    private static KernelBody Difference(KernelBuild build)
    {
        var type = build.Attributes.Type("out_idx", DataType.Int32);
        return context =>
        {
            var (x, y) = (context.Input(0), context.Input(1));
            var without = Enumerable.Range(0, (int)y.ElementCount).Select(i => Key(y, i, 1)).Where(k => !k.Contains(NotANumber)).ToHashSet(StringComparer.Ordinal);
            var kept = Enumerable.Range(0, (int)x.ElementCount).Where(i => !without.Contains(Key(x, i, 1))).ToArray();
            var values = context.Allocate(0, x.DType, kept.Length);
            var indices = context.Allocate(1, type, kept.Length);
            for (var i = 0; i < kept.Length; i++)
            {
                TensorBlock.Copy(x, kept[i], values, i, 1);
                ShapeKernels.Write(indices, i, kept[i]);
            }
        };
    }
}
