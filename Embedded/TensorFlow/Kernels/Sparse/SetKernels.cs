using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Sparse;

/// <summary>Sets in the last dimension, combined group by group; the results are in ascending order.</summary>
internal static class SetKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Sets", "int8, int16, int32, int64, uint8, uint16, string")
        .Add("DenseToDenseSetOperation", DenseToDense)
        .Add("DenseToSparseSetOperation", DenseToSparse)
        .Add("SparseToSparseSetOperation", SparseToSparse)
        .Add("SetSize", SetSize);

    private static KernelBody DenseToDense(KernelBuild build)
    {
        var operation = Operation(build);
        return context => Combine(context, ElementGroups.OfDense(context.Input(0)), ElementGroups.OfDense(context.Input(1)), operation);
    }

    private static KernelBody DenseToSparse(KernelBuild build)
    {
        var operation = Operation(build);
        return context => Combine(context, ElementGroups.OfDense(context.Input(0)), ElementGroups.OfSparse(SparseTensor.Read(context, 1)), operation);
    }

    private static KernelBody SparseToSparse(KernelBuild build)
    {
        var operation = Operation(build);
        return context => Combine(context, ElementGroups.OfSparse(SparseTensor.Read(context, 0)), ElementGroups.OfSparse(SparseTensor.Read(context, 3)), operation);
    }

    private static string Operation(KernelBuild build) => build.Attributes.Text("set_operation", "") is "a-b" or "b-a" or "intersection" or "union"
        ? build.Attributes.Text("set_operation", "")
        : throw TensorFlowException.InvalidArgument($"Invalid set_operation {build.Attributes.Text("set_operation", "")}.");

    private static void Combine(KernelContext context, ElementGroups x, ElementGroups y, string operation)
    {
        if (x.Values.DType != y.Values.DType || !x.Shape.AsSpan().SequenceEqual(y.Shape))
        {
            throw TensorFlowException.InvalidArgument($"Mismatched group shapes or types: {TensorShape.Format(x.Shape)} {x.Values.DType.CanonicalName()}, {TensorShape.Format(y.Shape)} {y.Values.DType.CanonicalName()}");
        }

        var found = new List<(long Group, long Place, Tensor From, int Element)>();
        var widest = 0L;
        for (var group = 0; group < x.Count; group++)
        {
            var (a, b) = (x.Set(group), y.Set(group));
            IEnumerable<(ElementKey Key, Tensor From, int Element)> members = operation switch
            {
                "a-b" => a.Where(m => !b.ContainsKey(m.Key)).Select(m => (m.Key, x.Values, m.Value)),
                "b-a" => b.Where(m => !a.ContainsKey(m.Key)).Select(m => (m.Key, y.Values, m.Value)),
                "intersection" => a.Where(m => b.ContainsKey(m.Key)).Select(m => (m.Key, x.Values, m.Value)),
                _ => a.Select(m => (m.Key, x.Values, m.Value)).Concat(b.Where(m => !a.ContainsKey(m.Key)).Select(m => (m.Key, y.Values, m.Value))).OrderBy(m => m.Key),
            };
            var place = 0L;
            foreach (var (_, from, element) in members)
            {
                found.Add((group, place++, from, element));
            }

            widest = Math.Max(widest, place);
        }

        Write(context, x, found, widest);
    }

    private static void Write(KernelContext context, ElementGroups groups, List<(long Group, long Place, Tensor From, int Element)> found, long widest)
    {
        var rank = groups.Shape.Length + 1;
        var indices = context.Allocate(0, DataType.Int64, found.Count, rank).Data<long>();
        var values = context.Allocate(1, groups.Values.DType, found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            var rest = found[i].Group;
            for (var d = rank - 2; d >= 0; d--)
            {
                indices[(i * rank) + d] = rest % groups.Shape[d];
                rest /= groups.Shape[d];
            }

            indices[(i * rank) + rank - 1] = found[i].Place;
            TensorBlock.Copy(found[i].From, found[i].Element, values, i, 1);
        }

        var shape = context.Allocate(2, DataType.Int64, rank).Data<long>();
        groups.Shape.CopyTo(shape);
        shape[rank - 1] = widest;
    }

    private static void SetSize(KernelContext context)
    {
        var groups = ElementGroups.OfSparse(SparseTensor.Read(context, 0));
        var result = context.Allocate(0, DataType.Int32, groups.Shape).Data<int>();
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = groups.Set(i).Count;
        }
    }
}
