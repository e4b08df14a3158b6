using System.Text.RegularExpressions;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Regular expressions.</summary>
internal static class RegexKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Regular expressions", "string")
        .Add("StaticRegexReplace", StaticReplace)
        .Add("RegexReplace", Replace)
        .Add("StaticRegexFullMatch", StaticMatch)
        .Add("RegexFullMatch", static c => Match(c, Re2Pattern.Whole(StringCells.Scalar(c, 1))));

    private static KernelBody StaticReplace(KernelBuild build)
    {
        var pattern = Re2Pattern.Compile(build.Attributes.Text("pattern", ""));
        var rewrite = build.Attributes.Text("rewrite", "");
        var count = build.Attributes.Bool("replace_global", true) ? -1 : 1;
        return context => Replace(context, pattern, rewrite, count);
    }

    private static KernelBody Replace(KernelBuild build)
    {
        var count = build.Attributes.Bool("replace_global", true) ? -1 : 1;
        return context => Replace(context, Re2Pattern.Compile(StringCells.Scalar(context, 1)), StringCells.Scalar(context, 2), count);
    }

    private static void Replace(KernelContext context, Regex pattern, string rewrite, int count)
    {
        var replacement = Re2Pattern.Rewrite(rewrite);
        StringCells.Each(context, text =>
        {
            var plain = StringCells.Text(text, out var encoding);
            var end = -1;
            return encoding.GetBytes(pattern.Replace(plain, Next, count));

            // RE2 does not find nothing where a match has just ended.
            string Next(Match match)
            {
                var isLeft = match.Length == 0 && match.Index == end;
                end = match.Index + match.Length;
                return isLeft ? "" : match.Result(replacement);
            }
        });
    }

    private static KernelBody StaticMatch(KernelBuild build)
    {
        var pattern = Re2Pattern.Whole(build.Attributes.Text("pattern", ""));
        return context => Match(context, pattern);
    }

    private static void Match(KernelContext context, Regex pattern)
    {
        var x = context.Input(0);
        var result = context.Allocate(0, DataType.Bool, x.Shape).Data<bool>();
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = pattern.IsMatch(StringCells.Text(x.Strings[i], out _));
        }
    }
}
