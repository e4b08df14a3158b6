using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Sparse;

/// <summary>Rows of different lengths.</summary>
internal static class RaggedKernels
{
    // Rows are listed one by one, and two numbers of a request can claim any number of them.
    private const long MostRows = 1 << 26;

    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Ragged tensors", "all")
        .Add("RaggedTensorToTensor", ToTensor)
        .Begin("Ragged tensors", "numbers")
        .Add("RaggedRange", Range);

    // Inputs: shape, values, default, then one tensor for each partition.
    private static KernelBody ToTensor(KernelBuild build)
    {
        var types = build.Attributes.Strings("row_partition_types").Select(t => Text.StringCells.Text(t)).ToList();
        var isSized = types.Count > 0 && types[0] == "FIRST_DIM_SIZE";
        return context =>
        {
            var (values, otherwise) = (context.Input(1), context.Input(2));
            var partitions = new List<long[]>();
            var rows = isSized ? Elements.Integer(context.Input(3)) : -1;
            for (var i = isSized ? 1 : 0; i < types.Count; i++)
            {
                var given = Elements.Integers(context.Input(3 + i));
                var before = partitions.Count == 0 ? rows : partitions[^1].Length;
                partitions.Add(types[i] == "ROW_SPLITS" ? FromSplits(given) : given);
                rows = partitions.Count == 1 && rows < 0 ? Math.Max(0, given.Length - 1) : rows;
                RequireRows(partitions[^1], partitions.Count == 1 ? rows : before);
            }

            var shape = Shape(context.Input(0), rows, partitions, values.Shape[1..]);
            var inner = shape[(partitions.Count + 1)..];
            var width = JoinKernels.Product(inner);
            var result = context.Allocate(0, values.DType, shape);
            Fill(result, otherwise, width);
            var places = Places(partitions, shape, rows);
            if (places.Length > values.Shape[0] || width != JoinKernels.Product(values.Shape[1..]))
            {
                throw TensorFlowException.InvalidArgument($"Values of shape {TensorShape.Format(values.Shape)} do not fit the row partitions or the shape {TensorShape.Format(shape)}");
            }

            for (var i = 0; i < places.Length; i++)
            {
                if (places[i] >= 0)
                {
                    TensorBlock.Copy(values, i * width, result, (int)places[i] * width, width);
                }
            }
        };
    }

    // The row of each value.
    private static long[] FromSplits(long[] splits)
    {
        var rows = new List<long>();
        for (var row = 0; row + 1 < splits.Length; row++)
        {
            if (splits[row + 1] < splits[row] || splits[row] < 0 || splits[row + 1] > MostRows)
            {
                throw TensorFlowException.InvalidArgument($"Invalid row split: {splits[row]} to {splits[row + 1]}");
            }

            rows.AddRange(Enumerable.Repeat((long)row, (int)(splits[row + 1] - splits[row])));
        }

        return [.. rows];
    }

    private static void RequireRows(long[] owners, long rows)
    {
        for (var i = 0; i < owners.Length; i++)
        {
            if ((ulong)owners[i] >= (ulong)rows || (i > 0 && owners[i] < owners[i - 1]))
            {
                throw TensorFlowException.InvalidArgument($"Row {owners[i]} of value {i} is not in [0, {rows}), or rows are not in order");
            }
        }
    }

    private static long[] Shape(Tensor given, long rows, List<long[]> partitions, ReadOnlySpan<long> rest)
    {
        long[] natural = [rows, .. partitions.Select(p => p.Length == 0 ? 0L : p.GroupBy(r => r).Max(g => g.LongCount())), .. rest];
        if (given.Rank == 0)
        {
            return natural;
        }

        var wanted = Elements.Integers(given);
        return wanted.Length == natural.Length
            ? [.. wanted.Select((w, i) => w < 0 ? natural[i] : w)]
            : throw TensorFlowException.InvalidArgument($"Output shape {TensorShape.Format(wanted)} has another rank than the ragged tensor {TensorShape.Format(natural)}");
    }

    private static void Fill(Tensor result, Tensor otherwise, int width)
    {
        var step = otherwise.ElementCount == width && width > 0 ? width : 1;
        for (var i = 0; i < result.ElementCount; i += step)
        {
            TensorBlock.Copy(otherwise, 0, result, i, step);
        }
    }

    // Where each value goes, counted in cells of the outer dimensions; -1 for what the shape cuts off.
    private static long[] Places(List<long[]> partitions, long[] shape, long rows)
    {
        var places = new long[rows];
        for (var i = 0; i < rows; i++)
        {
            places[i] = i < shape[0] ? i : -1;
        }

        for (var p = 0; p < partitions.Count; p++)
        {
            var next = new long[partitions[p].Length];
            var (column, previous) = (0L, -1L);
            for (var i = 0; i < next.Length; i++)
            {
                column = partitions[p][i] == previous ? column + 1 : 0;
                previous = partitions[p][i];
                next[i] = places[previous] >= 0 && column < shape[p + 1] ? (places[previous] * shape[p + 1]) + column : -1;
            }

            places = next;
        }

        return places;
    }

    private static KernelBody Range(KernelBuild build)
    {
        var type = build.Attributes.Type("Tsplits", DataType.Int64);
        return context => TypeDispatch.Numeric(context.Input(0).DType, new RangeBody(type), context);
    }

    private readonly struct RangeBody(DataType type) : INumericBody
    {
        // A crafted request could ask for any number of values.
        private const long MostValues = int.MaxValue / 16;

        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var (starts, limits, deltas) = (context.Input(0), context.Input(1), context.Input(2));
            var rows = Enumerable.Range(0, 3).Select(context.Input).Where(t => t.Rank > 0).Select(t => (int)t.ElementCount).DefaultIfEmpty(1).First();
            var (values, splits) = (new List<T>(), context.Allocate(0, type, rows + 1));
            ShapeKernels.Write(splits, 0, 0);
            for (var i = 0; i < rows; i++)
            {
                var (start, limit, delta) = (At(starts, i), At(limits, i), At(deltas, i));
                var count = T.IsZero(delta)
                    ? throw TensorFlowException.InvalidArgument($"Requires delta != 0")
                    : delta > T.Zero == limit > start ? RangeSize.Of(start, limit, delta) : 0;
                if (count > MostValues - values.Count)
                {
                    throw TensorFlowException.InvalidArgument($"Requires ((limit - start) / delta) <= {MostValues}");
                }

                for (var k = 0; k < count; k++, start += delta)
                {
                    values.Add(start);
                }

                ShapeKernels.Write(splits, i + 1, values.Count);
            }

            values.ToArray().CopyTo(Elements.Of<T>(context.Allocate(1, starts.DType, values.Count)));

            static T At(Tensor tensor, int index) => Elements.Of<T>(tensor)[tensor.Rank == 0 ? 0 : index];
        }
    }
}
