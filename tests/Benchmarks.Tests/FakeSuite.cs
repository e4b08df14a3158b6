using Benchmarks.Results;

namespace Benchmarks.Tests;

/// <summary>A suite that does what it is told.</summary>
internal sealed class FakeSuite(string name, IReadOnlyList<Figure> figures, Action<SuiteContext> run) : ISuite
{
    public FakeSuite(string name)
        : this(name, [], _ => { })
    {
    }

    public int Runs { get; private set; }

    public string Name => name;

    public string Question => $"Measures {name}.";

    public IReadOnlyList<Figure> Figures => figures;

    public Task RunAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        Runs++;
        run(context);
        return Task.CompletedTask;
    }
}
