using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Rows picked by index.</summary>
internal static class GatherKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Gathering", "all")
        .Add("GatherV2", Gather)
        .Add("Gather", Gather)
        .Add("ResourceGather", ResourceGather, KernelTraits.Reads)
        .Add("DynamicPartition", DynamicPartition)
        .Add("DynamicStitch", static c => TypeDispatch.Moving(c.Input(c.InputCount / 2).DType, default(StitchBody), c))
        .Add("ParallelDynamicStitch", static c => TypeDispatch.Moving(c.Input(c.InputCount / 2).DType, default(StitchBody), c));

    private static KernelBody Gather(KernelBuild build)
    {
        var batch = (int)build.Attributes.Int("batch_dims", 0);
        return context =>
        {
            var x = context.Input(0);
            if (x.Rank < 1)
            {
                throw TensorFlowException.InvalidArgument($"params must be at least 1 dimensional");
            }

            var indices = context.Input(1).Rank;
            var leading = batch < 0 ? batch + indices : batch;
            if (leading < 0 || leading > indices)
            {
                throw TensorFlowException.InvalidArgument($"Expected batch_dims in the range [{-indices}, {indices}], but got {batch}");
            }

            Run(context, x, context.InputCount > 2 ? Elements.Axis(
                Elements.Integer(context.Input(2)), x.Rank, static (axis, rank) => $"Expected axis in the range [{-rank}, {rank}), but got {axis}") : leading, leading);
        };
    }

    private static KernelBody ResourceGather(KernelBuild build)
    {
        var batch = (int)build.Attributes.Int("batch_dims", 0);
        return context => Run(context, VariableKernels.Of(context.Input(0)).Read(), batch, batch);
    }

    private static void Run(KernelContext context, Tensor x, int axis, int batch) =>
        TypeDispatch.Moving(x.DType, new GatherBody(x, axis, batch), context);

    private readonly struct GatherBody(Tensor x, int axis, int batch) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var indices = context.Input(1);
            Span<long> buffer = stackalloc long[TensorShape.MaxRank];
            var rows = Elements.Integers(indices, buffer);
            Span<long> shape = stackalloc long[x.Rank + indices.Rank];
            var target = Cells.Of<T>(context.Allocate(0, x.DType, TensorShape.Join(shape, x.Shape[..axis], indices.Shape[batch..], x.Shape[(axis + 1)..])));
            var source = Cells.Of<T>(x);
            var (size, inner) = (x.Shape[axis], JoinKernels.Product(x.Shape[(axis + 1)..]));
            var (batches, middle) = (JoinKernels.Product(x.Shape[..batch]), JoinKernels.Product(x.Shape[batch..axis]));
            var picks = JoinKernels.Product(indices.Shape[batch..]);
            var done = 0;
            for (var b = 0; b < batches; b++)
            {
                for (var m = 0; m < middle; m++)
                {
                    for (var i = 0; i < picks; i++, done += inner)
                    {
                        var row = rows[(b * picks) + i];
                        if ((ulong)row >= (ulong)size)
                        {
                            throw TensorFlowException.InvalidArgument($"indices{Elements.Place(indices.Shape, ((long)b * picks) + i)} = {row} is not in [0, {size})");
                        }

                        source.Slice((int)((((((long)b * middle) + m) * size) + row) * inner), inner).CopyTo(target[done..]);
                    }
                }
            }
        }
    }

    private static KernelBody DynamicPartition(KernelBuild build)
    {
        var count = (int)Math.Clamp(build.Attributes.Int("num_partitions", 1), 1, 1 << 20);
        return context => TypeDispatch.Moving(context.Input(0).DType, new PartitionBody(count), context);
    }

    private readonly struct PartitionBody(int count) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var (data, parts) = (context.Input(0), context.Input(1));
            if (parts.Rank > data.Rank || !data.Shape[..parts.Rank].SequenceEqual(parts.Shape))
            {
                throw TensorFlowException.InvalidArgument($"data.shape must start with partitions.shape, got data.shape = {TensorShape.Format(data.Shape)}, partitions.shape = {TensorShape.Format(parts.Shape)}");
            }

            var chosen = parts.Data<int>();
            var inner = data.Shape[parts.Rank..];
            var width = JoinKernels.Product(inner);
            var sizes = new long[count];
            for (var i = 0; i < chosen.Length; i++)
            {
                if ((uint)chosen[i] >= (uint)count)
                {
                    throw TensorFlowException.InvalidArgument($"partitions{Elements.Place(parts.Shape, i)} = {chosen[i]} is not in [0, {count})");
                }

                sizes[chosen[i]]++;
            }

            var source = Cells.Of<T>(data);
            for (var p = 0; p < count; p++)
            {
                if (!context.Wants(p))
                {
                    continue;
                }

                var target = Cells.Of<T>(context.Allocate(p, data.DType, [sizes[p], .. inner]));
                for (int i = 0, at = 0; i < chosen.Length; i++)
                {
                    if (chosen[i] == p)
                    {
                        source.Slice(i * width, width).CopyTo(target[at..]);
                        at += width;
                    }
                }
            }
        }
    }

    // Inputs: n tensors of indices, then n of data; a later one wins.
    private readonly struct StitchBody : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var count = context.InputCount / 2;
            var rows = 0L;
            for (var i = 0; i < count; i++)
            {
                foreach (var index in context.Input(i).Data<int>())
                {
                    rows = index >= 0 ? Math.Max(rows, index + 1L) : throw TensorFlowException.InvalidArgument($"indices[{i}] = {index} is not valid");
                }
            }

            var head = context.Input(count);
            RequireStarts(context, count);
            var inner = head.Shape[context.Input(0).Rank..];
            var width = JoinKernels.Product(inner);
            var target = Cells.Of<T>(context.Allocate(0, head.DType, [rows, .. inner]));
            target.Clear();
            for (var i = 0; i < count; i++)
            {
                var indices = context.Input(i).Data<int>();
                var source = Cells.Of<T>(context.Input(count + i));
                for (var j = 0; j < indices.Length; j++)
                {
                    source.Slice(j * width, width).CopyTo(target[(indices[j] * width)..]);
                }
            }
        }

        // Every data tensor is as its indices, and then as the first one.
        private static void RequireStarts(KernelContext context, int count)
        {
            var (firstIndices, first) = (context.Input(0), context.Input(count));
            for (var i = 0; i < count; i++)
            {
                var (indices, data) = (context.Input(i), context.Input(count + i));
                if (data.Rank < indices.Rank || !data.Shape[..indices.Rank].SequenceEqual(indices.Shape))
                {
                    throw TensorFlowException.InvalidArgument($"data[{i}].shape = {TensorShape.Format(data.Shape)} does not start with indices[{i}].shape = {TensorShape.Format(indices.Shape)}");
                }

                if (!data.Shape[indices.Rank..].SequenceEqual(first.Shape[firstIndices.Rank..]))
                {
                    throw TensorFlowException.InvalidArgument($"Need data[0].shape[{firstIndices.Rank}:] = data[{i}].shape[{indices.Rank}:], got data[0].shape = {TensorShape.Format(first.Shape)}, data[{i}].shape = {TensorShape.Format(data.Shape)}, indices[0].shape = {TensorShape.Format(firstIndices.Shape)}, indices[{i}].shape = {TensorShape.Format(indices.Shape)}");
                }
            }
        }
    }
}
