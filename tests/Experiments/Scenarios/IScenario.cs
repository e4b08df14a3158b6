using Rollcall.Experiments.Options;
using Rollcall.Experiments.Running;

namespace Rollcall.Experiments.Scenarios;

/// <summary>One experiment. The harness starts the application it asks for, runs it, and keeps what it measured.</summary>
internal interface IScenario
{
    /// <summary>Name on the command line and in the results.</summary>
    string Name { get; }

    /// <summary>The question it answers, for the report.</summary>
    string Question { get; }

    /// <summary>How the application has to be started.</summary>
    SystemSpec Spec(ExperimentOptions options);

    /// <summary>About how long it takes, for the time left on the screen.</summary>
    TimeSpan Estimate(ExperimentOptions options);

    Task RunAsync(ScenarioContext context, CancellationToken cancellationToken);
}
