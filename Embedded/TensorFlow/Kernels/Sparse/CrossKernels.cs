using System.Globalization;
using System.Text;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Text;

namespace Embedded.TensorFlow.Kernels.Sparse;

/// <summary>Crossed features: every combination of the values that the columns have in a row, as text or as a hash.</summary>
internal static class CrossKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Crossed features", "int64, string")
        .Add("SparseCross", First)
        .Add("SparseCrossV2", Second);

    private static KernelBody First(KernelBuild build)
    {
        var (sparse, isHashed) = ((int)build.Attributes.Int("N", 0), build.Attributes.Bool("hashed_output", false));
        var (buckets, key) = ((ulong)Math.Max(0, build.Attributes.Int("num_buckets", 0)), (ulong)build.Attributes.Int("hash_key", 0));
        return context =>
        {
            var columns = Columns(context, sparse, context.InputCount);
            if (isHashed)
            {
                var modulus = buckets > 0 ? buckets : long.MaxValue;
                Cross(context, columns, DataType.Int64, (values, i, cells) =>
                    values.Data<long>()[i] = (long)(cells.Aggregate(key, (hash, cell) => Join(hash, cell.Column.Hash(cell.Element))) % modulus));
            }
            else
            {
                Texts(context, columns, "_X_");
            }
        };
    }

    private static KernelBody Second(KernelBuild build)
    {
        var sparse = (int)build.Attributes.Int("N", 0);
        return context => Texts(context, Columns(context, sparse, context.InputCount - 1), StringCells.Scalar(context, context.InputCount - 1));
    }

    private static void Texts(KernelContext context, List<Column> columns, string separator)
    {
        var between = Encoding.UTF8.GetBytes(separator);
        Cross(context, columns, DataType.String, (values, i, cells) =>
            values.Strings[i] = JoinStringKernels.Concatenate([.. cells.Select(c => c.Column.Text(c.Element))], between));
    }

    // Inputs: n indices, n values, n shapes, then dense columns.
    private static List<Column> Columns(KernelContext context, int sparse, int end)
    {
        var columns = new List<Column>();
        for (var i = 0; i < sparse; i++)
        {
            columns.Add(Column.OfSparse(SparseTensor.Read(context, i, sparse)));
        }

        for (var i = 3 * sparse; i < end; i++)
        {
            columns.Add(Column.OfDense(context.Input(i)));
        }

        return columns.Count > 0 && columns.TrueForAll(c => c.Rows.Length == columns[0].Rows.Length)
            ? columns
            : throw TensorFlowException.InvalidArgument($"Expected columns with the same number of rows, got {string.Join(", ", columns.Select(c => c.Rows.Length))}");
    }

    private static void Cross(KernelContext context, List<Column> columns, DataType type, Action<Tensor, int, List<(Column Column, int Element)>> store)
    {
        // A crafted request could ask for any number of combinations.
        const long most = 1 << 26;
        var rows = columns[0].Rows.Length;
        var counts = Enumerable.Range(0, rows).Select(r => columns.Aggregate(1L, (product, c) => Math.Min(most, product * c.Rows[r].Count))).ToArray();
        if (counts.Sum() >= most)
        {
            throw TensorFlowException.ResourceExhausted($"The crossed columns have more than {most} combinations");
        }

        var total = (int)counts.Sum();
        var indices = context.Allocate(0, DataType.Int64, total, 2).Data<long>();
        var values = context.Allocate(1, type, total);
        var at = 0;
        for (var row = 0; row < rows; row++)
        {
            for (var combination = 0; combination < counts[row]; combination++, at++)
            {
                var (rest, cells) = (combination, new List<(Column, int)>());
                for (var c = columns.Count - 1; c >= 0; c--)
                {
                    var own = columns[c].Rows[row];
                    cells.Insert(0, (columns[c], own[rest % own.Count]));
                    rest /= own.Count;
                }

                (indices[2 * at], indices[(2 * at) + 1]) = (row, combination);
                store(values, at, cells);
            }
        }

        var shape = context.Allocate(2, DataType.Int64, 2).Data<long>();
        (shape[0], shape[1]) = (rows, counts.DefaultIfEmpty(0).Max());
    }

    // TensorFlow's way to join two fingerprints.
    private static ulong Join(ulong x, ulong y)
    {
        const ulong factor = 0xc6a4a7935bd1e995;
        var result = x ^ factor;
        result ^= Mix(y * factor) * factor;
        result = Mix(result * factor) * factor;
        return Mix(result);

        static ulong Mix(ulong value) => value ^ (value >> 47);
    }

    private sealed record Column(Tensor Values, List<int>[] Rows)
    {
        public static Column OfSparse(SparseTensor sparse)
        {
            var rows = New(sparse.Rank > 0 ? sparse.Shape[0] : 0);
            for (var i = 0; i < sparse.Count; i++)
            {
                rows[sparse.Index(i)[0]].Add(i);
            }

            return new Column(sparse.Values, rows);
        }

        public static Column OfDense(Tensor tensor)
        {
            var rows = New(tensor.Rank > 0 ? tensor.Shape[0] : 0);
            for (var i = 0; i < tensor.ElementCount && rows.Length > 0; i++)
            {
                rows[i / (int)(tensor.ElementCount / rows.Length)].Add(i);
            }

            return new Column(tensor, rows);
        }

        public ulong Hash(int element) => Values.DType == DataType.String ? Fingerprint.Of(Values.Strings[element].Span) : (ulong)Values.Data<long>()[element];

        public ReadOnlyMemory<byte> Text(int element) => Values.DType == DataType.String
            ? Values.Strings[element]
            : Encoding.ASCII.GetBytes(Values.Data<long>()[element].ToString(CultureInfo.InvariantCulture));

        private static List<int>[] New(long rows) => rows <= 1 << 24
            ? [.. Enumerable.Range(0, (int)rows).Select(_ => new List<int>())]
            : throw TensorFlowException.InvalidArgument($"{rows} rows of crossed columns are more than {1 << 24}");
    }
}
