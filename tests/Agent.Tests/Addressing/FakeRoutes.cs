using System.Net;
using Agent.Addressing;

namespace Agent.Tests.Addressing;

/// <summary>Ways to the hosts that are named.</summary>
internal sealed class FakeRoutes : IRoutes
{
    public Dictionary<string, IPAddress> Known { get; } = [];

    public ValueTask<IPAddress?> SourceToAsync(Uri server, CancellationToken cancellationToken) => new(Known.GetValueOrDefault(server.Host));
}
