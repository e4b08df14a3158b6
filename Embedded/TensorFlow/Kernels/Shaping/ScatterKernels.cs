using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>How a scattered value joins the one that is there.</summary>
internal enum ScatterMode
{
    Replace,
    Add,
    Subtract,
    Minimum,
    Maximum,
}

/// <summary>Slices picked and put by index vectors.</summary>
internal static class ScatterKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Index vectors", "all")
        .Add("GatherNd", GatherNd)
        .Add("TensorScatterUpdate", static c => Onto(c, ScatterMode.Replace))
        .Begin("Index vectors", "numbers")
        .Add("ScatterNd", ScatterNd, notes: "all types without repeated indices")
        .Add("TensorScatterAdd", static c => Onto(c, ScatterMode.Add))
        .Add("TensorScatterSub", static c => Onto(c, ScatterMode.Subtract))
        .Add("TensorScatterMin", static c => Onto(c, ScatterMode.Minimum))
        .Add("TensorScatterMax", static c => Onto(c, ScatterMode.Maximum));

    private static void GatherNd(KernelContext context)
    {
        var (x, indices) = (context.Input(0), context.Input(1));
        if (x.Rank < 1 || indices.Rank < 1)
        {
            throw TensorFlowException.InvalidArgument($"{(x.Rank < 1 ? "params" : "indices")} must be at least a vector");
        }

        var depth = Depth(indices, x.Shape);
        var offsets = Offsets(indices, depth, x.Shape, out var width);
        var result = context.Allocate(0, x.DType, [.. indices.Shape[..^1], .. x.Shape[depth..]]);
        for (var i = 0; i < offsets.Length; i++)
        {
            TensorBlock.Copy(x, offsets[i], result, i * width, width);
        }
    }

    private static void ScatterNd(KernelContext context)
    {
        var (indices, updates, shape) = (context.Input(0), context.Input(1), Elements.Integers(context.Input(2)));
        var result = context.Allocate(0, updates.DType, shape);
        var isNumber = updates.DType is not (DataType.String or DataType.Bool);
        if (updates.DType == DataType.String)
        {
            result.Strings.Clear();
        }
        else
        {
            result.Bytes.Clear();
        }

        Scatter(context, result, indices, updates, isNumber ? ScatterMode.Add : ScatterMode.Replace);
    }

    private static void Onto(KernelContext context, ScatterMode mode)
    {
        var x = context.Input(0);
        var result = context.Allocate(0, x.DType, x.Shape);
        TensorBlock.Copy(x, 0, result, 0, (int)x.ElementCount);
        Scatter(context, result, context.Input(1), context.Input(2), mode);
    }

    internal static void Scatter(KernelContext context, Tensor target, Tensor indices, Tensor updates, ScatterMode mode)
    {
        var depth = Depth(indices, target.Shape);
        var offsets = Offsets(indices, depth, target.Shape, out var width);
        if (updates.ElementCount != (long)offsets.Length * width)
        {
            throw TensorFlowException.InvalidArgument(
                $"Dimensions [0,{indices.Rank - 1}) of indices[shape={TensorShape.Format(indices.Shape)}] must match dimensions [0,{indices.Rank - 1}) of updates[shape={TensorShape.Format(updates.Shape)}]");
        }

        if (mode == ScatterMode.Replace)
        {
            for (var i = 0; i < offsets.Length; i++)
            {
                TensorBlock.Copy(updates, i * width, target, offsets[i], width);
            }

            return;
        }

        Join(context, target, updates, offsets, width, mode);
    }

    private static void Join(KernelContext context, Tensor target, Tensor updates, int[] offsets, int width, ScatterMode mode)
    {
        if (target.DType is DataType.BFloat16)
        {
            var wide = Widening.ToFloat(target);
            new JoinBody(wide, Widening.ToFloat(updates), offsets, width, mode).Run<float>(context);
            Widening.FromFloat(wide, target);
        }
        else if (ComplexNumbers.ComplexCells.Is(target.DType))
        {
            var (sums, more) = (ComplexNumbers.ComplexCells.Read(target), ComplexNumbers.ComplexCells.Read(updates));
            for (var i = 0; i < more.Length; i++)
            {
                sums[offsets[i / width] + (i % width)] += mode == ScatterMode.Subtract ? -more[i] : more[i];
            }

            ComplexNumbers.ComplexCells.Write(sums, target);
        }
        else
        {
            TypeDispatch.Numeric(target.DType, new JoinBody(target, updates, offsets, width, mode), context);
        }
    }

    private static int Depth(Tensor indices, ReadOnlySpan<long> shape)
    {
        var depth = indices.Rank == 0 ? 1 : (int)indices.Shape[^1];
        return depth <= shape.Length
            ? depth
            : throw TensorFlowException.InvalidArgument($"index innermost dimension length must be <= params rank; saw: {depth} vs. {shape.Length}");
    }

    private static int[] Offsets(Tensor indices, int depth, ReadOnlySpan<long> shape, out int width)
    {
        var values = Elements.Integers(indices);
        width = JoinKernels.Product(shape[depth..]);
        var offsets = new int[depth == 0 ? JoinKernels.Product(indices.Shape[..^1]) : values.Length / depth];
        for (var i = 0; i < offsets.Length; i++)
        {
            var at = 0L;
            for (var d = 0; d < depth; d++)
            {
                var index = values[(i * depth) + d];
                if ((ulong)index >= (ulong)shape[d])
                {
                    var vector = string.Join(", ", values.AsSpan(i * depth, depth).ToArray());
                    throw TensorFlowException.InvalidArgument($"indices{Elements.Place(indices.Shape[..^1], i)} = [{vector}] does not index into param shape {TensorShape.Format(shape)}");
                }

                at = (at * shape[d]) + index;
            }

            offsets[i] = (int)at * width;
        }

        return offsets;
    }

    private readonly struct JoinBody(Tensor target, Tensor updates, int[] offsets, int width, ScatterMode mode) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var cells = Elements.Of<T>(target);
            var source = Elements.Of<T>(updates);
            for (var i = 0; i < source.Length; i++)
            {
                ref var cell = ref cells[offsets[i / width] + (i % width)];
                cell = mode switch
                {
                    ScatterMode.Subtract => cell - source[i],
                    ScatterMode.Minimum => T.Min(cell, source[i]),
                    ScatterMode.Maximum => T.Max(cell, source[i]),
                    _ => cell + source[i],
                };
            }
        }
    }
}
