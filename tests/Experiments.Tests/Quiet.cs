using Rollcall.Experiments.Scenarios;

namespace Rollcall.Experiments.Tests;

/// <summary>Progress that nobody watches; failures show among the diagnostic messages.</summary>
internal sealed class Quiet : IRunProgress
{
    public void Now(string text) => TestContext.Current.SendDiagnosticMessage(text);

    public void Failed(string text) => TestContext.Current.SendDiagnosticMessage(text);

    public void Advance(TimeSpan done)
    {
        // There is no bar.
    }
}
