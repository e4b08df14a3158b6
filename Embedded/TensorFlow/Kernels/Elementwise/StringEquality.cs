using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Equality of byte strings, broadcast like numbers.</summary>
internal static class StringEquality
{
    public static void Run(KernelContext context, bool equal)
    {
        var (x, y) = (context.Input(0), context.Input(1));
        var shape = new long[Math.Max(x.Rank, y.Rank)];
        Broadcasting.Shape(x.Shape, y.Shape, shape);
        var (xAt, yAt) = (new BroadcastIndex(x.Shape, shape), new BroadcastIndex(y.Shape, shape));
        var result = context.Allocate(0, DataType.Bool, shape).Data<bool>();
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = x.Strings[xAt[i]].Span.SequenceEqual(y.Strings[yAt[i]].Span) == equal;
        }
    }
}
