using Rollcall.Experiments.Running;

namespace Rollcall.Experiments.Scenarios;

/// <summary>Turns the agent beside a node on and off.</summary>
internal sealed class AgentSwitch(ScenarioContext context, string node, string model)
{
    /// <summary>About how long off and on again take together, for estimates.</summary>
    public const int Seconds = 4;

    private bool _on = true;

    /// <summary>Starts or stops the agent and waits until registry and consumer have noticed.</summary>
    public async Task TurnAsync(bool on, CancellationToken cancellationToken)
    {
        if (_on == on)
        {
            return;
        }

        context.Progress.Now($"{(on ? "starting" : "stopping")} {Resources.AgentOf(node)}");
        var change = on ? context.System.StartAsync(Resources.AgentOf(node), cancellationToken) : context.System.StopAsync(Resources.AgentOf(node), cancellationToken);
        await change;
        _on = on;
        await context.View.WaitRoutableAsync(model, context.System.Nodes.Count - (on ? 0 : 1), cancellationToken);
    }
}
