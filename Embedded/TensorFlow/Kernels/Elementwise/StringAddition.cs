using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Strings put behind each other, broadcast like numbers.</summary>
internal static class StringAddition
{
    public static void Run(KernelContext context)
    {
        var (x, y) = (context.Input(0), context.Input(1));
        var shape = new long[Math.Max(x.Rank, y.Rank)];
        Broadcasting.Shape(x.Shape, y.Shape, shape);
        var (xAt, yAt) = (new BroadcastIndex(x.Shape, shape), new BroadcastIndex(y.Shape, shape));
        var result = context.Allocate(0, DataType.String, shape).Strings;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (byte[])[.. x.Strings[xAt[i]].Span, .. y.Strings[yAt[i]].Span];
        }
    }
}
