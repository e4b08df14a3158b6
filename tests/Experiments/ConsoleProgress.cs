using Rollcall.Experiments.Scenarios;
using Spectre.Console;

namespace Rollcall.Experiments;

/// <summary>A bar with the time left, by the scenarios' own estimates.</summary>
internal sealed class ConsoleProgress(ProgressTask task) : IRunProgress
{
    public void Now(string text) => task.Description = Markup.Escape(text);

    public void Failed(string text) => AnsiConsole.MarkupLineInterpolated($"[red]{text}[/]");

    public void Advance(TimeSpan done) => task.Increment(done.TotalSeconds);

    /// <summary>Runs <paramref name="work"/> with a bar on the screen.</summary>
    public static Task<T> RunAsync<T>(TimeSpan estimate, Func<IRunProgress, Task<T>> work)
        => AnsiConsole.Progress()
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => work(new ConsoleProgress(context.AddTask("starting", maxValue: Math.Max(1, estimate.TotalSeconds)))));
}
