using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Rollcall.Experiments.Reporting;

namespace Rollcall.Experiments.Options;

/// <summary>The command line.</summary>
internal sealed class ExperimentCommand
{
    private readonly Option<bool> _quick = new("--quick") { Description = "A short form of at most three minutes: two loads, short windows, three rounds, the paper's scenario only." };
    private readonly Option<string> _mode = new("--mode") { Description = "embedded, or containers where the application knows that mode.", DefaultValueFactory = _ => "embedded" };
    private readonly Option<string[]> _models = new("--models") { Description = "Models to measure (resnet, digits), separated by commas.", CustomParser = Split };
    private readonly Option<int[]> _concurrency = new("--concurrency") { Description = "Clients of the closed loop, separated by commas (1,2,5,10,20,50).", CustomParser = Numbers };
    private readonly Option<double?> _seconds = new("--seconds") { Description = "Length of each measured window (10)." };
    private readonly Option<int?> _rounds = new("--rounds") { Description = "How often every configuration is measured (6)." };
    private readonly Option<int?> _nodes = new("--nodes") { Description = "Nodes of the balanced configuration (3)." };
    private readonly Option<bool> _noCap = new("--no-cap") { Description = "Do not limit the nodes' processor share; for machines with cores to spare for every node." };
    private readonly Option<double?> _cap = new("--cap") { Description = "Share of one core per node (0.6 × cores ÷ nodes)." };
    private readonly Option<string[]> _scenarios = new("--scenarios") { Description = "Names of scenarios to run, separated by commas; all without it.", CustomParser = Split };
    private readonly Option<string> _output = new("--output") { Description = "Folder of the results.", DefaultValueFactory = _ => ExperimentOptions.DefaultOutput };
    private readonly Option<bool> _writeDocs = new("--write-docs") { Description = "Also put tables, figures and samples into docs/experiments.md and docs/experiments." };
    private readonly Option<string?> _recompute = new("--recompute") { Description = "Measure nothing: make the reports of this folder of an earlier run again, from its raw samples." };
    private readonly Option<bool> _again = new("--again") { Description = "Measure only --scenarios again, as the run in --output did, and keep the rest of it." };
    private readonly RootCommand _root;

    public ExperimentCommand(Func<ExperimentOptions, CancellationToken, Task<int>> run)
    {
        _root = new RootCommand("Runs the paper's experiments, and more, against the real application.")
        {
            _quick, _mode, _models, _concurrency, _seconds, _rounds, _nodes, _noCap, _cap, _scenarios, _output, _writeDocs, _recompute, _again,
        };
        _root.Validators.Add(Check);
        _root.SetAction((parsed, cancellationToken) => run(Read(parsed), cancellationToken));
    }

    public Task<int> InvokeAsync(string[] args, CancellationToken cancellationToken = default) => _root.Parse(args).InvokeAsync(cancellationToken: cancellationToken);

    private ExperimentOptions Read(ParseResult parsed)
    {
        var quick = parsed.GetValue(_quick);
        var options = quick
            ? new ExperimentOptions
            {
                Quick = true,
                Concurrency = [1, 20],
                Window = TimeSpan.FromSeconds(4),
                WarmUp = TimeSpan.FromSeconds(0.5),
                Rounds = 3,
                Scenarios = ["paper"],
            }
            : new ExperimentOptions();
        var nodes = parsed.GetValue(_nodes) ?? options.Nodes;
        return options with
        {
            Mode = parsed.GetValue(_mode)!,
            Models = Given(parsed.GetValue(_models)) ?? options.Models,
            Concurrency = Given(parsed.GetValue(_concurrency)) ?? options.Concurrency,
            Window = parsed.GetValue(_seconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : options.Window,
            Rounds = parsed.GetValue(_rounds) ?? options.Rounds,
            Nodes = nodes,
            CpuQuota = parsed.GetValue(_noCap) ? null : parsed.GetValue(_cap) ?? ExperimentOptions.DefaultQuota(nodes),
            Scenarios = Given(parsed.GetValue(_scenarios)) ?? options.Scenarios,
            Output = parsed.GetValue(_output)!,
            WriteDocs = parsed.GetValue(_writeDocs),
            Recompute = parsed.GetValue(_recompute),
            Again = parsed.GetValue(_again),
        };
    }

    private void Check(CommandResult result)
    {
        Require(result.GetValue(_seconds) is not <= 0, "--seconds has to be above 0.");
        Require(result.GetValue(_rounds) is not < 1, "--rounds has to be at least 1.");
        Require(result.GetValue(_nodes) is not < 1, "--nodes has to be at least 1.");
        Require(result.GetValue(_recompute) is not { } folder || File.Exists(Path.Combine(folder, Recomputation.ResultsFile)), $"--recompute takes a folder with {Recomputation.ResultsFile} in it.");
        Require(!result.GetValue(_again) || File.Exists(Path.Combine(result.GetValue(_output) ?? ExperimentOptions.DefaultOutput, Recomputation.ResultsFile)), $"--again needs an earlier run in --output, and there is no {Recomputation.ResultsFile}.");
        Require(!result.GetValue(_again) || Given(result.GetValue(_scenarios)) is not null, "--again needs --scenarios: which are to be measured again?");
        Require(result.GetValue(_cap) is not <= 0, "--cap has to be above 0.");

        void Require(bool condition, string otherwise)
        {
            if (!condition)
            {
                result.AddError(otherwise);
            }
        }
    }

    /// <summary>An option that takes a list has an empty one when it is not given.</summary>
    private static T[]? Given<T>(T[]? values) => values is { Length: > 0 } ? values : null;

    private static string[] Split(ArgumentResult result)
        => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static int[]? Numbers(ArgumentResult result)
    {
        var numbers = new List<int>();
        foreach (var text in Split(result))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            {
                result.AddError($"--concurrency takes numbers from 1 up, and '{text}' is none.");
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }
}
