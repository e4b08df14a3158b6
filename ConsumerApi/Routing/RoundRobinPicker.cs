namespace ConsumerApi.Routing;

/// <summary>
/// Weighted round robin over the route's schedule. Nodes that have just failed are passed over; when all have, they are asked all the
/// same, since a wrong mark must cost a detour and never an error.
/// </summary>
internal sealed class RoundRobinPicker(TimeProvider time) : IPicker
{
    public string Name => PickerNames.RoundRobin;

    public Target? Pick(ModelRoute route, in TriedNodes tried)
    {
        var (preferred, lastResort) = route.Availability;
        return Next(preferred, route.Cursor, tried, passOverFailed: true)
            ?? Next(preferred, route.Cursor, tried, passOverFailed: false)
            ?? Next(lastResort, route.Cursor, tried, passOverFailed: false);
    }

    private Target? Next(Schedule schedule, RouteCursor cursor, in TriedNodes tried, bool passOverFailed)
    {
        var slots = schedule.Slots;
        if (slots.Length == 0)
        {
            return null;
        }

        // Each target passed over uses up its own turn. Stepping from a fixed slot instead would give the neighbour of a failed
        // node twice its share.
        for (var i = 0; i < schedule.TargetCount; i++)
        {
            var target = slots[(int)(cursor.Next() % (uint)slots.Length)];
            if (IsFit(target, tried, passOverFailed))
            {
                return target;
            }
        }

        // Turns are taken by other requests, too, so the walk above may have met the same target again and again.
        foreach (var target in slots)
        {
            if (IsFit(target, tried, passOverFailed))
            {
                return target;
            }
        }

        return null;
    }

    private bool IsFit(Target target, in TriedNodes tried, bool passOverFailed) =>
        (tried.Count == 0 || !tried.Contains(target.Node)) && !(passOverFailed && target.Node.IsAvoided(time));
}
