using System.Globalization;
using System.Runtime.InteropServices;

namespace Benchmarks;

/// <summary>A Markdown report, written to the console and, when a path is given, to a file.</summary>
internal sealed class Report(string? path) : IDisposable
{
    private readonly StreamWriter? _file = path is null ? null : new StreamWriter(path);

    public void Heading(string suite)
    {
        Line($"# {suite}");
        Line();
        Line($"`dotnet run -c Release --project tests/Benchmarks -- {suite}`");
        Line();
        Line($"{Processor()}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, {RuntimeInformation.OSArchitecture}.");
        Line();
    }

    public void Line(FormattableString? text = null)
    {
        var line = text is null ? string.Empty : FormattableString.Invariant(text);
        Console.WriteLine(line);
        _file?.WriteLine(line);
    }

    public void Dispose() => _file?.Dispose();

    private static string Processor()
    {
        const string Information = "/proc/cpuinfo";
        if (!File.Exists(Information))
        {
            return "Unknown processor";
        }

        string Field(string name) =>
            File.ReadLines(Information).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "?";
        return string.Create(CultureInfo.InvariantCulture, $"{Field("model name")} (family {Field("cpu family")}, model {Field("model\t")})");
    }
}
