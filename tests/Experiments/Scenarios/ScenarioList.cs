namespace Rollcall.Experiments.Scenarios;

/// <summary>Every scenario, in the order in which they run. A new one is added here and nowhere else.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new PaperScenario(),
        new OpenLoopScenario(),
        new SaturatedScenario(),
        new AgentCostScenario(),
        new PollIntervalScenario(),
        new RouteScenario(),
        new RollOutScenario(),
        new EvictScenario(),
        new RegistryOutageScenario(),
    ];

    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public static IReadOnlyList<IScenario> Named(IReadOnlyList<string> names)
    {
        var unknown = names.Except(All.Select(scenario => scenario.Name)).ToArray();
        return unknown.Length > 0
            ? throw new ArgumentException($"There is no scenario {string.Join(", ", unknown)}: choose of {string.Join(", ", All.Select(scenario => scenario.Name))}.", nameof(names))
            : names.Count == 0 ? All : [.. All.Where(scenario => names.Contains(scenario.Name))];
    }
}
