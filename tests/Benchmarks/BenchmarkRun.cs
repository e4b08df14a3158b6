using Benchmarks.Results;
using Rollcall.Tests;

namespace Benchmarks;

/// <summary>Runs suites one after the other, prints the table and writes the files.</summary>
/// <param name="time">The clock.</param>
/// <param name="console">Gets everything.</param>
/// <param name="lockMachine">Waits until nobody else measures: two measurements at once would measure each other.</param>
internal sealed class BenchmarkRun(TimeProvider time, TextWriter console, Func<CancellationToken, Task<IDisposable>> lockMachine)
{
    /// <summary>Measures; the exit code is 0 when everything that must hold does.</summary>
    public async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var turn = lockMachine(cancellationToken);
        if (!turn.IsCompleted)
        {
            await console.WriteLineAsync("Somebody else measures on this machine; waiting for the lock.");
        }

        using var machine = await turn;
        var facts = MachineFacts.Read(time);
        var suites = new List<SuiteResult>();
        foreach (var suite in options.Suites)
        {
            suites.Add(await RunAsync(suite, options.Quick, cancellationToken));
        }

        var result = new BenchmarkResult(facts, options.Quick, suites);
        await console.WriteLineAsync($"\n{ConsoleTable.Write(result)}");
        if (options.Output is { } folder)
        {
            await WriteAsync(result, Path.GetFullPath(folder), cancellationToken);
        }

        return result.Holds ? 0 : 1;
    }

    /// <summary>One that fails loses its own rows and nobody else's.</summary>
    private async Task<SuiteResult> RunAsync(ISuite suite, bool quick, CancellationToken cancellationToken)
    {
        await console.WriteLineAsync($"\n# {suite.Name}\n{suite.Question}\n");
        var context = new SuiteContext(quick, time, console);
        var start = time.GetTimestamp();
        string? failure = null;
        if (suite.Figures.Any(figure => figure.Missing is null))
        {
            try
            {
                await suite.RunAsync(context, cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                await console.WriteLineAsync($"{suite.Name} failed: {error}");
                failure = $"the suite failed: {error.Message.ReplaceLineEndings(" ")}";
            }
        }

        return new(suite.Name, suite.Question, time.GetElapsedTime(start), context.Rows(suite.Figures, failure), context.Details);
    }

    private async Task WriteAsync(BenchmarkResult result, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "latest.json"), JsonReport.Write(result), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "latest.md"), MarkdownPage.Overview(result), cancellationToken);
        foreach (var suite in result.Suites)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{suite.Name}.md"), MarkdownPage.Suite(result, suite), cancellationToken);
        }

        await console.WriteLineAsync($"Written to {Path.GetRelativePath(Directory.GetCurrentDirectory(), folder)}.");
    }
}
