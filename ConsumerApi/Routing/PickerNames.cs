namespace ConsumerApi.Routing;

/// <summary>Names of the built-in balancing policies.</summary>
internal static class PickerNames
{
    public const string RoundRobin = "round-robin";
}
