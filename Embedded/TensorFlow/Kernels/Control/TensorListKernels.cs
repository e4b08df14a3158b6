using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Control;

/// <summary>Lists of tensors, through which loops hand on sequences.</summary>
internal static class TensorListKernels
{
    // A crafted file could ask for a list of any length.
    private const long MostElements = 1 << 24;

    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Tensor lists", "all")
        .Add("EmptyTensorList", build => Create(build, c => 0, shapeInput: 0))
        .Add("TensorListReserve", build => Create(build, static c => Elements.Integer(c.Input(1)), shapeInput: 0))
        .Add("TensorListFromTensor", FromTensor)
        .Add("TensorListStack", Stack)
        .Add("TensorListGetItem", static c => c.Set(0, List(c).Get(Elements.Integer(c.Input(1)), TensorList.ReadShape(c.Input(2)))))
        .Add("TensorListSetItem", SetItem)
        .Add("TensorListPushBack", static c => c.Set(0, (List(c) with { Elements = [.. List(c).Elements, c.Input(1).Kept()] }).ToTensor()))
        .Add("TensorListPopBack", PopBack)
        .Add("TensorListLength", static c => c.Set(0, Tensor.Scalar(List(c).Elements.Length)))
        .Add("TensorListElementShape", ElementShape)
        .Add("TensorListResize", Resize)
        .Add("TensorListGather", Gather)
        .Add("TensorListScatterV2", Scatter)
        .Add("TensorListScatter", Scatter)
        .Add("TensorListScatterIntoExistingList", static c => Scatter(c, List(c), c.Input(1), Elements.Integers(c.Input(2))))
        .Add("TensorListConcatV2", Concat)
        .Add("TensorListConcat", Concat)
        .Add("TensorListSplit", Split);

    private static TensorList List(KernelContext context) => TensorList.Of(context.Input(0));

    private static KernelBody Create(KernelBuild build, Func<KernelContext, long> count, int shapeInput)
    {
        var type = build.Attributes.Type("element_dtype", DataType.Float);
        return context => context.Set(0, new TensorList(type, TensorList.ReadShape(context.Input(shapeInput)), New(count(context))).ToTensor());
    }

    private static Tensor?[] New(long count) => count is >= 0 and <= MostElements
        ? new Tensor?[count]
        : throw TensorFlowException.InvalidArgument($"The num_elements to reserve must be a non negative number, and at most {MostElements}, but got {count}");

    private static void FromTensor(KernelContext context)
    {
        var tensor = context.Input(0);
        context.Set(0, new TensorList(tensor.DType, TensorList.ReadShape(context.Input(1)), ElementRows.Rows(tensor)).ToTensor());
    }

    private static KernelBody Stack(KernelBuild build)
    {
        var count = build.Attributes.Int("num_elements", -1);
        return context =>
        {
            var list = List(context);
            if (count >= 0 && list.Elements.Length != count)
            {
                throw TensorFlowException.InvalidArgument($"Operation expected a list with {count} elements but got a list with {list.Elements.Length} elements.");
            }

            ElementRows.Stack(context, 0, list.ElementType, list.CommonShape(TensorList.ReadShape(context.Input(1))), list.Elements);
        };
    }

    private static KernelBody SetItem(KernelBuild build)
    {
        var grows = build.Attributes.Bool("resize_if_index_out_of_bounds", false);
        return context =>
        {
            var (list, index, value) = (List(context), Elements.Integer(context.Input(1)), context.Input(2));
            if (value.DType != list.ElementType)
            {
                throw TensorFlowException.InvalidArgument($"Invalid data types; list elements {list.ElementType.CanonicalName()} but tried to insert {value.DType.CanonicalName()}");
            }

            if (grows && index >= list.Elements.Length && index < MostElements)
            {
                list = list with { Elements = [.. list.Elements, .. new Tensor?[index + 1 - list.Elements.Length]] };
            }

            context.Set(0, (ulong)index < (ulong)list.Elements.Length
                ? list.With((int)index, value.Kept()).ToTensor()
                : throw TensorFlowException.InvalidArgument($"Tried to set item {index} in a list with {list.Elements.Length} elements"));
        };
    }

    private static void PopBack(KernelContext context)
    {
        var list = List(context);
        if (list.Elements.Length == 0)
        {
            throw TensorFlowException.InvalidArgument($"Trying to pop from an empty list.");
        }

        context.Set(0, (list with { Elements = list.Elements[..^1] }).ToTensor());
        context.Set(1, list.Get(list.Elements.Length - 1, TensorList.ReadShape(context.Input(1))));
    }

    private static KernelBody ElementShape(KernelBuild build)
    {
        var type = build.Attributes.Type("shape_type", DataType.Int32);
        return context =>
        {
            var shape = List(context).ElementShape;
            var result = context.Allocate(0, type, shape is null ? [] : [shape.Length]);
            for (var i = 0; i < result.ElementCount; i++)
            {
                Shaping.ShapeKernels.Write(result, i, shape is null ? -1 : shape[i]);
            }
        };
    }

    private static void Resize(KernelContext context)
    {
        var list = List(context);
        var elements = New(Elements.Integer(context.Input(1)));
        Array.Copy(list.Elements, elements, Math.Min(list.Elements.Length, elements.Length));
        context.Set(0, (list with { Elements = elements }).ToTensor());
    }

    private static void Gather(KernelContext context)
    {
        var (list, indices, wanted) = (List(context), Elements.Integers(context.Input(1)), TensorList.ReadShape(context.Input(2)));
        var picked = Array.ConvertAll(indices, i => list.Get(i, wanted));
        ElementRows.Stack(context, 0, list.ElementType, picked.Length > 0 ? picked[0].ShapeArray : list.CommonShape(wanted), picked);
    }

    // Inputs: tensor, indices, element shape, and in the second version how many elements at least.
    private static void Scatter(KernelContext context)
    {
        var indices = Elements.Integers(context.Input(1));
        var count = context.InputCount > 3 ? Elements.Integer(context.Input(3)) : -1;
        count = Math.Max(count, indices.Length == 0 ? 0 : indices.Max() + 1);
        Scatter(context, new TensorList(context.Input(0).DType, TensorList.ReadShape(context.Input(2)), New(count)), context.Input(0), indices);
    }

    private static void Scatter(KernelContext context, TensorList list, Tensor tensor, long[] indices)
    {
        var elements = (Tensor?[])list.Elements.Clone();
        for (var i = 0; i < indices.Length; i++)
        {
            elements[(ulong)indices[i] < (ulong)elements.Length && tensor.Rank > 0 && i < tensor.Shape[0]
                ? indices[i]
                : throw TensorFlowException.InvalidArgument($"Indices in TensorListScatter must lie in [0, {elements.Length}) and have a row each, got {indices[i]}")] = ElementRows.Row(tensor, i);
        }

        context.Set(0, (list with { Elements = elements }).ToTensor());
    }

    private static void Concat(KernelContext context)
    {
        var list = List(context);
        var wanted = context.InputCount > 1 ? TensorList.ReadShape(context.Input(1)) : null;
        var rest = list.Elements.Length > 0 && list.Elements[0] is { Rank: > 0 } head ? head.Shape[1..].ToArray() : (wanted ?? list.ElementShape)?[1..] ?? [];
        ElementRows.Concatenate(context, list.ElementType, rest, [.. Enumerable.Range(0, list.Elements.Length).Select(i => list.Get(i, wanted))]);
    }

    private static void Split(KernelContext context)
    {
        var tensor = context.Input(0);
        var parts = ElementRows.Split(tensor, Elements.Integers(context.Input(2)));
        context.Set(0, new TensorList(tensor.DType, TensorList.ReadShape(context.Input(1)), parts).ToTensor());
    }
}
