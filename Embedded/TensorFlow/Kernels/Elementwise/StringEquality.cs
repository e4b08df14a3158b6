using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Equality of byte strings.</summary>
internal static class StringEquality
{
    public static void Run(KernelContext context, bool equal)
    {
        var (x, y) = (context.Input(0), context.Input(1));
        if (x.ElementCount != 1 && y.ElementCount != 1 && !x.Shape.SequenceEqual(y.Shape))
        {
            throw TensorFlowException.Unimplemented($"Incompatible shapes: {TensorShape.Format(x.Shape)} vs. {TensorShape.Format(y.Shape)}: strings are compared with one string or with equal shapes only");
        }

        var result = context.Allocate(0, DataType.Bool, x.Rank >= y.Rank && x.ElementCount >= y.ElementCount ? x.Shape : y.Shape).Data<bool>();
        for (var i = 0; i < result.Length; i++)
        {
            var (a, b) = (x.Strings[x.ElementCount == 1 ? 0 : i], y.Strings[y.ElementCount == 1 ? 0 : i]);
            result[i] = a.Span.SequenceEqual(b.Span) == equal;
        }
    }
}
