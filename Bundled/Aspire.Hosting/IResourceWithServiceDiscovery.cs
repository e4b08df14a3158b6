using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource that others find by service discovery, all endpoints at once.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints
{
}
