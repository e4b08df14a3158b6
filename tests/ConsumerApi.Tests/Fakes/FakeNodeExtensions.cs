using ConsumerApi.Discovery;

namespace ConsumerApi.Tests.Fakes;

internal static class FakeNodeExtensions
{
    public static DiscoveredEndpoint Endpoint(this FakeNode node, long version = 1, double weight = 1, bool healthy = true) => new(node.Name, node.Address, version, weight, healthy);

    public static string? Node(this HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-rollcall-node", out var values) ? string.Join(',', values) : null;
}
