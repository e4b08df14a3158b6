using Embedded.TensorFlow.Kernels.Text;

namespace Embedded.TensorFlow.Kernels.Control;

/// <summary>Checks that end a run, and prints, which a server has no use for.</summary>
internal static class AssertionKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Assertions", "all")
        .Add("Assert", Assert, KernelTraits.Effect)
        .Add("PrintV2", static _ => { }, KernelTraits.Effect, "prints nothing")
        .Add("Print", static c => c.Set(0, c.Input(0)), notes: "prints nothing")
        .Begin("Assertions", "float, double, half, bfloat16")
        .Add("CheckNumerics", CheckNumerics)
        .Add("CheckNumericsV2", CheckNumerics);

    private static KernelBody Assert(KernelBuild build)
    {
        var summarize = (int)build.Attributes.Int("summarize", 3);
        return context =>
        {
            if (!Condition.IsTrue(context.Input(0)))
            {
                var data = Enumerable.Range(1, context.InputCount - 1).Select(i => $" [{Summary(context.Input(i), summarize)}]");
                throw TensorFlowException.InvalidArgument($"assertion failed:{string.Concat(data)}");
            }
        };
    }

    // Elements in a row, whatever the shape; strings without quotes.
    private static string Summary(Tensor tensor, int summarize)
    {
        var shown = (int)Math.Min(tensor.ElementCount, summarize < 0 ? int.MaxValue : summarize);
        var elements = Enumerable.Range(0, shown).Select(i => tensor.DType == DataType.String ? StringCells.Text(tensor.Strings[i]) : TensorText.Element(tensor, i));
        return string.Join(' ', elements) + (shown < tensor.ElementCount ? "..." : "");
    }

    private static KernelBody CheckNumerics(KernelBuild build)
    {
        var message = build.Attributes.Text("message", "");
        return context =>
        {
            var values = Doubles.Read(context.Input(0));
            var (isInfinite, isNan) = (Array.Exists(values, double.IsInfinity), Array.Exists(values, double.IsNaN));
            if (isInfinite || isNan)
            {
                throw TensorFlowException.InvalidArgument($"{message} : Tensor had {(isInfinite && isNan ? "Inf and NaN" : isInfinite ? "Inf" : "NaN")} values");
            }

            context.Set(0, context.Input(0));
        };
    }
}
