namespace ConsumerApi.Routing;

/// <summary>
/// Which targets of a route may be picked ("healthy or panic"): those the registry calls healthy; when it calls none healthy, all of
/// them, because a registry that believes everybody dead is more often wrong about its beats than right about the nodes.
/// Weight 0 is an operator's word and holds in a panic, too.
/// </summary>
/// <param name="Preferred">The targets to use: the healthy ones, or in a panic all.</param>
/// <param name="LastResort">The rest, for a request that has tried every preferred one.</param>
internal sealed record Availability(Schedule Preferred, Schedule LastResort)
{
    public static Availability HealthyOrPanic(IReadOnlyCollection<Target> targets)
    {
        var healthy = Schedule.Create(targets.Where(t => t.Healthy));
        var others = Schedule.Create(targets.Where(t => !t.Healthy));
        return healthy.TargetCount > 0 ? new Availability(healthy, others) : new Availability(others, Schedule.Empty);
    }
}
