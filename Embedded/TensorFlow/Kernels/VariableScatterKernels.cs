using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels;

/// <summary>Rows of variables replaced or changed. Each op makes another tensor: runs in progress keep the old one.</summary>
internal static class VariableScatterKernels
{
    private static readonly (string Name, RowMode Mode)[] s_modes =
    [
        ("Update", RowMode.Update), ("Add", RowMode.Add), ("Sub", RowMode.Subtract), ("Mul", RowMode.Multiply), ("Div", RowMode.Divide), ("Min", RowMode.Minimum), ("Max", RowMode.Maximum),
    ];

    private enum RowMode
    {
        Update,
        Add,
        Subtract,
        Multiply,
        Divide,
        Minimum,
        Maximum,
    }

    public static void Add(KernelFamilyBuilder family)
    {
        family.Begin("Rows of variables", "numbers; updates of all types");
        foreach (var (name, mode) in s_modes)
        {
            family.Add("ResourceScatter" + name, context => Rows(context, mode), KernelTraits.Effect);
            family.Add("Scatter" + name, context => Rows(context, mode), KernelTraits.Effect, "TF1 reference variables");
        }

        foreach (var (name, mode) in (ReadOnlySpan<(string, ScatterMode)>)[("Update", ScatterMode.Replace), ("Add", ScatterMode.Add), ("Sub", ScatterMode.Subtract), ("Min", ScatterMode.Minimum), ("Max", ScatterMode.Maximum)])
        {
            family.Add("ResourceScatterNd" + name, context => Vectors(context, mode), KernelTraits.Effect);
            family.Add("ScatterNd" + name, context => Vectors(context, mode), KernelTraits.Effect, "TF1 reference variables");
        }

        family.Add("ResourceGatherNd", GatherNd, KernelTraits.Reads);
    }

    private static void Vectors(KernelContext context, ScatterMode mode)
    {
        var (indices, updates) = (context.Input(1), context.Input(2));
        VariableKernels.Of(context.Input(0)).Update(old =>
        {
            var changed = old.Clone();
            ScatterKernels.Scatter(context, changed, indices, updates, mode);
            return changed;
        });
    }

    private static KernelBody GatherNd(KernelBuild build)
    {
        var gather = KernelRegistry.Default.Find("GatherNd")!.Create(build);
        return context => context.Set(0, Evaluator.Run(gather, context, [VariableKernels.Of(context.Input(0)).Read(), context.Input(1)])[0]);
    }

    private static void Rows(KernelContext context, RowMode mode)
    {
        var (indices, updates) = (Elements.Integers(context.Input(1)), context.Input(2));
        VariableKernels.Of(context.Input(0)).Update(old =>
        {
            var changed = old.Clone();
            var width = (int)(old.ElementCount / Math.Max(1, old.Rank > 0 ? old.Shape[0] : 1));
            if (old.Rank < 1 || updates.DType != old.DType || (updates.ElementCount != 1 && updates.ElementCount != (long)indices.Length * width))
            {
                throw TensorFlowException.InvalidArgument($"Must have updates.shape = indices.shape + params.shape[1:] or updates.shape = [], got updates.shape {TensorShape.Format(updates.Shape)}, indices.shape {TensorShape.Format(context.Input(1).Shape)}, params.shape {TensorShape.Format(old.Shape)}");
            }

            foreach (var index in indices)
            {
                if ((ulong)index >= (ulong)old.Shape[0])
                {
                    throw TensorFlowException.InvalidArgument($"indices = {index} is not in [0, {old.Shape[0]})");
                }
            }

            var isOne = updates.ElementCount == 1;
            if (mode != RowMode.Update && old.DType == DataType.BFloat16)
            {
                var wide = Widening.ToFloat(changed);
                new Body(wide, Widening.ToFloat(updates), indices, width, isOne, mode).Run<float>(context);
                Widening.FromFloat(wide, changed);
                return changed;
            }

            if (mode != RowMode.Update)
            {
                TypeDispatch.Numeric(old.DType, new Body(changed, updates, indices, width, isOne, mode), context);
                return changed;
            }

            for (var i = 0; i < indices.Length * width; i++)
            {
                TensorBlock.Copy(updates, isOne ? 0 : i, changed, ((int)indices[i / width] * width) + (i % width), 1);
            }

            return changed;
        });
    }

    private readonly struct Body(Tensor target, Tensor updates, long[] indices, int width, bool isOne, RowMode mode) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var cells = Elements.Of<T>(target);
            var source = Elements.Of<T>(updates);
            for (var i = 0; i < indices.Length * width; i++)
            {
                ref var cell = ref cells[((int)indices[i / width] * width) + (i % width)];
                var value = source[isOne ? 0 : i];
                cell = mode switch
                {
                    RowMode.Add => cell + value,
                    RowMode.Subtract => cell - value,
                    RowMode.Multiply => cell * value,
                    RowMode.Divide => cell / value,
                    RowMode.Minimum => T.Min(cell, value),
                    _ => T.Max(cell, value),
                };
            }
        }
    }
}
