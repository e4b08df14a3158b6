using System.CommandLine;
using System.CommandLine.Parsing;
using Rollcall.Tests;

namespace Benchmarks;

/// <summary>The command line.</summary>
internal sealed class BenchmarkCommand
{
    public const string All = "all";

    /// <summary>Where the pages of the repository are, from its root.</summary>
    public const string Docs = "docs/benchmarks";

    /// <summary>Of a command line that cannot be understood; 1 is a measured value that is short.</summary>
    private const int UsageError = 2;

    /// <summary>After Ctrl+C: servers that were started must not outlive the command.</summary>
    private static readonly TimeSpan s_cleanUp = TimeSpan.FromSeconds(20);

    private readonly IReadOnlyList<ISuite> _suites;
    private readonly Argument<string[]> _names;
    private readonly Option<string?> _output = new("--output") { Description = $"Folder of latest.json, latest.md and a page for each suite. Default: {Docs} for a full run of all, otherwise none." };
    private readonly Option<bool> _quick = new("--quick") { Description = "Be done in seconds: to see that everything works, not to measure." };
    private readonly RootCommand _root;

    public BenchmarkCommand(IReadOnlyList<ISuite> suites, Func<BenchmarkOptions, CancellationToken, Task<int>> run)
    {
        _suites = suites;
        var list = string.Join("\n", suites.Select(suite => $"  {suite.Name,-12} {suite.Question}"));
        _names = new Argument<string[]>("suite") { Description = $"Names of suites, or all.\n{list}", Arity = ArgumentArity.ZeroOrMore };
        _names.Validators.Add(Check);
        _root = new RootCommand("Measures Rollcall beside nginx, ONNX Runtime and the machine's own limits. Exit code 0 when everything that must hold does, 1 when not, 2 when the command line is wrong.")
        {
            _names, _output, _quick,
        };
        _root.SetAction(async (parsed, cancellationToken) =>
        {
            var options = Read(parsed);
            if (options.Suites.Count > 0)
            {
                return await run(options, cancellationToken);
            }

            await parsed.InvocationConfiguration.Error.WriteLineAsync($"Name a suite: {Known}. --help says more.");
            return UsageError;
        });
    }

    private string Known => $"{string.Join(", ", _suites.Select(suite => suite.Name))}, or {All}";

    /// <summary>Runs the command line; writes help and errors to the given writers.</summary>
    public async Task<int> InvokeAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var parsed = _root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var message in parsed.Errors.Select(one => one.Message).Distinct())
            {
                await error.WriteLineAsync(message);
            }

            await error.WriteLineAsync("--help says more.");
            return UsageError;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = s_cleanUp }, cancellationToken);
    }

    private BenchmarkOptions Read(ParseResult parsed)
    {
        var names = parsed.GetValue(_names)!;
        var quick = parsed.GetValue(_quick);
        var all = names.Contains(All, StringComparer.Ordinal);
        var output = parsed.GetValue(_output) ?? (all && !quick ? Path.Combine(Checkout.Root, Docs) : null);
        return new([.. _suites.Where(suite => all || names.Contains(suite.Name, StringComparer.Ordinal))], output, quick);
    }

    private void Check(ArgumentResult result)
    {
        foreach (var name in result.Tokens.Select(token => token.Value).Where(name => name != All && _suites.All(suite => suite.Name != name)))
        {
            result.AddError($"There is no suite '{name}': the suites are {Known}.");
        }
    }
}
