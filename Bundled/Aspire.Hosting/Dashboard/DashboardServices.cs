using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>Registers what adds the dashboard and tells it of the resources.</summary>
internal static class DashboardServices
{
    public static void Add(IServiceCollection services, Assembly? appHostAssembly)
    {
        services.AddSingleton(new DashboardProgram(appHostAssembly));
        services.AddSingleton<DashboardResource>();
        services.AddSingleton<ResourceService>();

        // First, so that it can be asked when the dashboard starts, and until the dashboard has stopped.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(static provider => provider.GetRequiredService<ResourceService>()));
    }
}
