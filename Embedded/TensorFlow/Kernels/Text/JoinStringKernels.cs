using System.Text;
using Embedded.TensorFlow.Kernels.Reduction;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Several strings into one.</summary>
internal static class JoinStringKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Joining strings", "string")
        .Add("StringJoin", Join)
        .Add("ReduceJoin", Reduce)
        .Add("UnsortedSegmentJoin", Segments)
        .Add("StringFormat", Format)
        .Add("StringNGrams", NGramKernel.Create);

    internal static byte[] Concatenate(IReadOnlyList<ReadOnlyMemory<byte>> parts, byte[] separator)
    {
        if (parts.Count == 0)
        {
            return [];
        }

        var result = new byte[parts.Sum(p => (long)p.Length) + ((long)Math.Max(0, parts.Count - 1) * separator.Length)];
        var at = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
            {
                separator.CopyTo(result, at);
                at += separator.Length;
            }

            parts[i].CopyTo(result.AsMemory(at));
            at += parts[i].Length;
        }

        return result;
    }

    private static byte[] Separator(KernelBuild build, string name = "separator") => Encoding.UTF8.GetBytes(build.Attributes.Text(name, ""));

    private static KernelBody Join(KernelBuild build)
    {
        var separator = Separator(build);
        return context =>
        {
            var shape = Enumerable.Range(0, context.InputCount).Select(i => context.Input(i).ShapeArray).FirstOrDefault(s => s.Length > 0) ?? [];
            var result = context.Allocate(0, DataType.String, shape).Strings;
            var parts = new ReadOnlyMemory<byte>[context.InputCount];
            for (var i = 0; i < result.Length; i++)
            {
                for (var k = 0; k < parts.Length; k++)
                {
                    var input = context.Input(k);
                    if (input.Rank > 0 && !input.Shape.SequenceEqual(shape))
                    {
                        throw TensorFlowException.InvalidArgument($"Input shapes do not match: {TensorShape.Format(shape)} vs. {TensorShape.Format(input.Shape)}");
                    }

                    parts[k] = input.Strings[input.Rank == 0 ? 0 : i];
                }

                result[i] = Concatenate(parts, separator);
            }
        };
    }

    // The dimensions are joined in the order in which they are named.
    private static KernelBody Reduce(KernelBuild build)
    {
        var (separator, keep) = (Separator(build), build.Attributes.Bool("keep_dims", false));
        return context =>
        {
            var x = context.Input(0);
            var axes = ReductionAxes.Resolve(x.Shape, context.Input(1), keep);
            var order = Elements.Integers(context.Input(1)).Select(a => Elements.Axis(a, context.Input(0).Rank)).ToArray();
            if (order.Distinct().Count() != order.Length)
            {
                throw TensorFlowException.InvalidArgument($"Duplicate reduction dimension");
            }

            var steps = TensorShape.Strides(x.Shape);
            var groups = new List<(int Rank, int Source)>[TensorShape.ElementCount(axes.Shape)];
            for (var i = 0; i < x.ElementCount; i++)
            {
                var rank = order.Aggregate(0, (r, a) => (r * (int)context.Input(0).Shape[a]) + (i / steps[a] % (int)context.Input(0).Shape[a]));
                (groups[axes.TargetOf(i, x.Shape)] ??= []).Add((rank, i));
            }

            var result = context.Allocate(0, DataType.String, axes.Shape).Strings;
            for (var i = 0; i < result.Length; i++)
            {
                var sources = (groups[i] ?? []).OrderBy(g => g.Rank).Select(g => context.Input(0).Strings[g.Source]).ToList();
                result[i] = Concatenate(sources, separator);
            }
        };
    }

    private static KernelBody Segments(KernelBuild build)
    {
        var separator = Separator(build);
        return context =>
        {
            var x = context.Input(0);
            var (segments, count) = (Elements.Integers(context.Input(1)), Elements.Integer(context.Input(2)));
            var width = (int)(x.ElementCount / Math.Max(1, segments.Length));
            var groups = new Dictionary<long, List<ReadOnlyMemory<byte>>>();
            for (var i = 0; i < x.ElementCount; i++)
            {
                var segment = segments[i / Math.Max(1, width)];
                if (segment >= count)
                {
                    throw TensorFlowException.InvalidArgument($"segment_ids[{i}] = {segment} is out of range [0, {count})");
                }

                if (segment >= 0)
                {
                    var key = (segment * width) + (i % width);
                    (groups.TryGetValue(key, out var list) ? list : groups[key] = []).Add(x.Strings[i]);
                }
            }

            var result = context.Allocate(0, DataType.String, [count, .. x.Shape[context.Input(1).Rank..]]).Strings;
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = Concatenate(groups.GetValueOrDefault(i) ?? [], separator);
            }
        };
    }

    private static KernelBody Format(KernelBuild build)
    {
        var (template, placeholder) = (build.Attributes.Text("template", "%s"), build.Attributes.Text("placeholder", "%s"));
        var summarize = (int)build.Attributes.Int("summarize", 3);
        return context =>
        {
            var parts = template.Split(placeholder);
            var text = new StringBuilder(parts[0]);
            for (var i = 1; i < parts.Length; i++)
            {
                text.Append(i <= context.InputCount ? TensorText.Summary(context.Input(i - 1), summarize) : placeholder).Append(parts[i]);
            }

            context.Set(0, Tensor.FromStrings([], text.ToString()));
        };
    }
}
