using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels;

/// <summary>Variables. TF1's reference variables become handles when a graph is read (see ReferenceVariables).</summary>
internal static class VariableKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Variables", "all")
        .Add("VarHandleOp", Handle, notes: "TF1 VariableV2 becomes this")
        .Add("ReadVariableOp", Read, KernelTraits.Reads)
        .Add("AssignVariableOp", Assign, KernelTraits.Effect)
        .Add("AssignAddVariableOp", Update("AddV2"), KernelTraits.Effect)
        .Add("AssignSubVariableOp", Update("Sub"), KernelTraits.Effect)
        .Add("Assign", Assign, KernelTraits.Effect)
        .Add("AssignAdd", Update("AddV2"), KernelTraits.Effect)
        .Add("AssignSub", Update("Sub"), KernelTraits.Effect)
        .Add("VarIsInitializedOp", IsInitialized, KernelTraits.Reads)
        .Add("VariableShape", Shape, KernelTraits.Reads);

    /// <summary>The variable that a handle stands for.</summary>
    public static Variable Of(Tensor handle) => handle.ResourceObject as Variable
        ?? throw TensorFlowException.InvalidArgument($"Trying to access resource using the wrong type: a variable was expected");

    private static KernelBody Handle(KernelBuild build)
    {
        var name = ResourceName.Of(build.Node);
        var (dtype, shape) = (build.Attributes.Type("dtype", DataType.Float), build.Attributes.Shape("shape"));
        return context => context.Set(0, Tensor.OfResource(context.Run.Resources.GetOrAdd(name, () => new Variable(name, dtype, shape))));
    }

    private static void Read(KernelContext context) => context.Set(0, Of(context.Input(0)).Read());

    private static KernelBody Assign(KernelBuild build)
    {
        // Only what was TF1's Assign checks the shape; AssignVariableOp takes what it gets.
        var validate = build.Node.Op == "Assign" && build.Attributes.Bool("validate_shape", true);
        return context =>
        {
            var variable = Of(context.Input(0));
            var value = context.Input(1);
            if (validate && variable.Shape is { } declared && !declared.AsSpan().SequenceEqual(value.Shape))
            {
                throw TensorFlowException.InvalidArgument(
                    $"Assign requires shapes of both tensors to match. lhs shape= {TensorShape.Format(declared)} rhs shape= {TensorShape.Format(value.Shape)}");
            }

            if (variable.DType != value.DType)
            {
                throw TensorFlowException.InvalidArgument(
                    $"Trying to assign variable with wrong dtype. Expected {variable.DType.CanonicalName()} got {value.DType.CanonicalName()}");
            }

            variable.Assign(context.Run.IsLoading && value.BufferOrNull is { IsTransient: false } ? value : value.Clone());
        };
    }

    private static KernelBody Update(string op)
    {
        var apply = Evaluator.Binary(op);
        return context =>
        {
            var value = context.Input(1);
            Of(context.Input(0)).Update(old => old.Shape.SequenceEqual(value.Shape) && old.DType == value.DType
                ? apply(old, value)
                : throw TensorFlowException.InvalidArgument($"Cannot update variable with shape {TensorShape.Format(old.Shape)} using a Tensor with shape {TensorShape.Format(value.Shape)}, shapes must be equal."));
        };
    }

    private static KernelBody Shape(KernelBuild build)
    {
        var type = build.Attributes.Type("out_type", DataType.Int32);
        return context =>
        {
            var shape = Of(context.Input(0)).Read().ShapeArray;
            var result = context.Allocate(0, type, shape.Length);
            for (var i = 0; i < shape.Length; i++)
            {
                Shaping.ShapeKernels.Write(result, i, shape[i]);
            }
        };
    }

    private static void IsInitialized(KernelContext context) =>
        context.Set(0, Tensor.Scalar(Of(context.Input(0)).IsInitialized));
}
