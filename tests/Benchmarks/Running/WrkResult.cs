using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarks.Running;

/// <summary>What wrk prints at its end (with <c>--latency</c>).</summary>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="Requests">Answers.</param>
/// <param name="P50">Half were not slower than this.</param>
/// <param name="P99">Ninety-nine of a hundred were not slower than this.</param>
/// <param name="Failures">Answers that were no success, and connections that broke.</param>
internal sealed partial record WrkResult(double PerSecond, long Requests, TimeSpan P50, TimeSpan P99, long Failures)
{
    /// <exception cref="FormatException">This is not wrk's report.</exception>
    public static WrkResult Parse(string text) => new(
        double.Parse(One(Rate().Match(text), text), CultureInfo.InvariantCulture),
        long.Parse(One(Count().Match(text), text), CultureInfo.InvariantCulture),
        Latency(text, "50%"),
        Latency(text, "99%"),
        Failed().Matches(text).SelectMany(match => match.Groups[1].Captures).Sum(capture => long.Parse(capture.ValueSpan, CultureInfo.InvariantCulture)));

    private static TimeSpan Latency(string text, string share)
    {
        var match = Regex.Match(text, $@"^\s+{share}\s+([\d.]+)(us|ms|s|m)\s*$", RegexOptions.Multiline);
        var value = double.Parse(One(match, text), CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "us" => TimeSpan.FromMicroseconds(value),
            "ms" => TimeSpan.FromMilliseconds(value),
            "s" => TimeSpan.FromSeconds(value),
            _ => TimeSpan.FromMinutes(value),
        };
    }

    private static string One(Match match, string text) => match.Success ? match.Groups[1].Value : throw new FormatException($"wrk did not report what was expected: {text}");

    [GeneratedRegex(@"^Requests/sec:\s+([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^\s+(\d+) requests in ", RegexOptions.Multiline)]
    private static partial Regex Count();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)|Socket errors: (?:\w+ (?<1>\d+)(?:, )?)+")]
    private static partial Regex Failed();
}
