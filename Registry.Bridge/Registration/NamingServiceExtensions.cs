using Nacos.V2;
using Nacos.V2.Naming.Dtos;

namespace Registry.Bridge;

/// <summary>The two reads, cancellable.</summary>
internal static class NamingServiceExtensions
{
    /// <summary>Names a page: as many as a registry returns without complaint.</summary>
    private const int PageSize = 500;

    /// <summary>All services of a group.</summary>
    public static async Task<List<string>> ServicesOfAsync(this INacosNamingService naming, string group, CancellationToken cancellationToken)
    {
        var services = new List<string>();
        for (var page = 1; ; page++)
        {
            var view = await naming.GetServicesOfServer(page, PageSize, group).WaitAsync(cancellationToken);
            services.AddRange(view.Data ?? []);
            // A page may come short while services vanish; only an empty one, or the announced count, is the end.
            if (view.Data is not { Count: > 0 } || services.Count >= view.Count)
            {
                return services;
            }
        }
    }

    /// <summary>The instances of a service as the registry shows them now (not as a subscription remembers them).</summary>
    public static async Task<List<Instance>> InstancesOfAsync(
        this INacosNamingService naming, string group, string service, CancellationToken cancellationToken) =>
        await naming.GetAllInstances(service, group, false).WaitAsync(cancellationToken) ?? [];
}
