using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Control;

/// <summary>Arrays of tensors, as TensorFlow 1 has them.</summary>
internal static class TensorArrayKernels
{
    // Not pure: two arrays of the same size are two arrays, and reads see what was written.
    private const KernelTraits Stateful = KernelTraits.Reads | KernelTraits.Random;

    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Tensor arrays", "all")
        .Add("TensorArrayV3", Create, Stateful)
        .Add("TensorArrayWriteV3", Write, Stateful)
        .Add("TensorArrayReadV3", static c => c.Set(0, Array(c).Read(Elements.Integer(c.Input(1)))), Stateful)
        .Add("TensorArrayScatterV3", Scatter, Stateful)
        .Add("TensorArrayGatherV3", Gather, Stateful)
        .Add("TensorArrayConcatV3", Concat, Stateful)
        .Add("TensorArraySplitV3", Split, Stateful)
        .Add("TensorArraySizeV3", static c => c.Set(0, Tensor.Scalar(Array(c).Count)), Stateful)
        .Add("TensorArrayCloseV3", static _ => { }, Stateful);

    private static TensorArray Array(KernelContext context) => TensorArray.Of(context.Input(0));

    private static KernelBody Create(KernelBuild build)
    {
        var (type, shape) = (build.Attributes.Type("dtype", DataType.Float), build.Attributes.Shape("element_shape"));
        var isDynamic = build.Attributes.Bool("dynamic_size", false);
        return context =>
        {
            context.Set(0, Tensor.OfResource(new TensorArray(type, shape, Elements.Integer(context.Input(0)), isDynamic)));
            context.Set(1, Tensor.Scalar(0f));
        };
    }

    private static void Write(KernelContext context)
    {
        Array(context).Write(Elements.Integer(context.Input(1)), context.Input(2));
        context.Set(0, context.Input(3));
    }

    private static void Scatter(KernelContext context)
    {
        var (array, indices) = (Array(context), Elements.Integers(context.Input(1)));
        var rows = ElementRows.Rows(context.Input(2));
        if (rows.Length != indices.Length)
        {
            throw TensorFlowException.InvalidArgument($"Expected len(indices) == values.shape[0], but saw: {indices.Length} vs. {rows.Length}");
        }

        for (var i = 0; i < rows.Length; i++)
        {
            array.Write(indices[i], rows[i]);
        }

        context.Set(0, context.Input(3));
    }

    private static void Gather(KernelContext context)
    {
        var array = Array(context);
        var picked = System.Array.ConvertAll(Elements.Integers(context.Input(1)), array.Read);
        ElementRows.Stack(context, 0, array.ElementType, picked.Length > 0 ? picked[0].ShapeArray : array.DefinedShape(), picked);
    }

    private static void Concat(KernelContext context)
    {
        var array = Array(context);
        var elements = Enumerable.Range(0, array.Count).Select(i => array.Read(i)).ToList();
        ElementRows.Concatenate(context, array.ElementType, elements.Count > 0 ? elements[0].Shape[Math.Min(1, elements[0].Rank)..].ToArray() : array.DefinedShape()[1..], elements);
    }

    private static void Split(KernelContext context)
    {
        var parts = ElementRows.Split(context.Input(1), Elements.Integers(context.Input(2)));
        for (var i = 0; i < parts.Length; i++)
        {
            Array(context).Write(i, parts[i]);
        }

        context.Set(0, context.Input(3));
    }
}
