using System.Net;

namespace Agent.Addressing;

/// <summary>The ways from this machine or container to others.</summary>
internal interface IRoutes
{
    /// <summary>The own address that packets to a server come from; null while its name is not known or no way leads there.</summary>
    ValueTask<IPAddress?> SourceToAsync(Uri server, CancellationToken cancellationToken);
}
