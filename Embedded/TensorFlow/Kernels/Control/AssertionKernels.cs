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
        .Add("CheckNumerics", build => CheckNumerics(build, infinities: ["Inf", "Inf"]))
        .Add("CheckNumericsV2", build => CheckNumerics(build, infinities: ["-Inf", "+Inf"]));

    private static KernelBody Assert(KernelBuild build)
    {
        var summarize = (int)build.Attributes.Int("summarize", 3);
        return context =>
        {
            if (!Condition.IsTrue(context.Input(0)))
            {
                var data = Enumerable.Range(1, context.InputCount - 1).Select(i => $" [{TensorText.Flat(context.Input(i), summarize)}]");
                throw TensorFlowException.InvalidArgument($"assertion failed:{string.Concat(data)}");
            }
        };
    }

    private static KernelBody CheckNumerics(KernelBuild build, string[] infinities)
    {
        var message = build.Attributes.Text("message", "");
        return context =>
        {
            var values = Doubles.Read(context.Input(0));
            string[] found =
            [
                .. Array.Exists(values, double.IsNegativeInfinity) ? (string[])[infinities[0]] : [],
                .. Array.Exists(values, double.IsPositiveInfinity) ? (string[])[infinities[1]] : [],
                .. Array.Exists(values, double.IsNaN) ? (string[])["NaN"] : [],
            ];
            if (found.Length > 0)
            {
                throw TensorFlowException.InvalidArgument($"{message} : Tensor had {Enumerate([.. found.Distinct()])} values");
            }

            context.Set(0, context.Input(0));
        };
    }

    private static string Enumerate(string[] words) => words.Length == 3 ? $"{words[0]}, {words[1]}, and {words[2]}" : string.Join(" and ", words);
}
