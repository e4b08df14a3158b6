namespace ConsumerApi.Api;

/// <summary>A node as this process experiences it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its REST address.</param>
/// <param name="InFlight">Requests at the node now.</param>
/// <param name="Answers">Answers relayed from it.</param>
/// <param name="Failures">Attempts that found it gone.</param>
/// <param name="LatencyMs">Moving average of the time to an answer, in milliseconds.</param>
/// <param name="PassedOver">Whether it is passed over because it has just failed.</param>
internal sealed record NodeStateView(string Name, string Address, int InFlight, long Answers, long Failures, double LatencyMs, bool PassedOver);
