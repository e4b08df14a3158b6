using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels;

/// <summary>
/// Narrow floats computed as float and rounded once at the end, as TensorFlow's own kernels do for bfloat16, and for half where
/// a kernel exists for float only.
/// </summary>
internal static class Widening
{
    /// <summary>Runs a body on widened inputs; what it gives as float is narrowed again.</summary>
    /// <param name="context">The call.</param>
    /// <param name="body">The body for float.</param>
    /// <param name="narrowed">Outputs that are narrow; later ones are float in any case.</param>
    public static void Run(KernelContext context, KernelBody body, int narrowed = int.MaxValue)
    {
        var inputs = new Tensor[context.InputCount];
        var narrow = DataType.Invalid;
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = context.Input(i);
            if (inputs[i].DType is DataType.BFloat16 or DataType.Half)
            {
                narrow = inputs[i].DType;
                inputs[i] = ToFloat(inputs[i]);
            }
        }

        var outputs = Evaluator.Run(body, context, inputs);
        for (var i = 0; i < outputs.Length; i++)
        {
            if (i < narrowed && outputs[i] is { DType: DataType.Float } wide)
            {
                FromFloat(wide, context.Allocate(i, narrow, wide.Shape));
            }
            else if (outputs[i] is not null)
            {
                context.Set(i, outputs[i]);
            }
        }
    }

    /// <summary>A kernel for float, extended to half and bfloat16.</summary>
    public static KernelBody Around(KernelBody body, int narrowed = int.MaxValue) => context =>
    {
        if (context.Input(0).DType is DataType.Half or DataType.BFloat16)
        {
            Run(context, body, narrowed);
        }
        else
        {
            body(context);
        }
    };

    public static Tensor ToFloat(Tensor narrow)
    {
        var wide = Tensor.Create(DataType.Float, narrow.ShapeArray, clear: false);
        var target = wide.Data<float>();
        if (narrow.DType == DataType.Half)
        {
            System.Numerics.Tensors.TensorPrimitives.ConvertToSingle(narrow.Data<Half>(), target);
            return wide;
        }

        var source = narrow.Data<BFloat16>();
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = source[i].ToSingle();
        }

        return wide;
    }

    public static void FromFloat(Tensor wide, Tensor narrow)
    {
        var source = wide.Data<float>();
        if (narrow.DType == DataType.Half)
        {
            System.Numerics.Tensors.TensorPrimitives.ConvertToHalf(source, narrow.Data<Half>());
            return;
        }

        var target = narrow.Data<BFloat16>();
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = BFloat16.FromSingle(source[i]);
        }
    }
}
