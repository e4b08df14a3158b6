using System.Reflection;
using Aspire.Hosting.ConsoleOutput;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Health;
using Aspire.Hosting.Networking;
using Aspire.Hosting.Processes;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>Registers what runs the application.</summary>
internal static class OrchestrationServices
{
    public static void Add(IServiceCollection services, Assembly? appHostAssembly)
    {
        services.AddSingleton<ApplicationPreparation>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<ProcessLauncher>();
        services.AddSingleton(provider => new ProjectTargets(provider.GetRequiredService<ProcessLauncher>(), appHostAssembly));
        services.AddSingleton<LaunchPlanner>();
        services.AddSingleton<Ports>();
        services.AddSingleton<EndpointAllocator>();
        services.AddSingleton<ResourceUrls>();
        services.AddSingleton<ProcessServices>();
        services.AddSingleton<ProcessLaunch>();
        services.AddSingleton<ContainerEngine>();
        services.AddSingleton<ContainerSession>();
        services.AddSingleton<ContainerImages>();
        services.AddSingleton<HostGateway>();
        services.AddSingleton<ContainerLaunch>();
        services.AddSingleton<ApplicationOrchestrator>();

        // Stopped in the reverse order, so that the last states are still reported.
        services.AddHostedService<ConsoleReporter>();
        services.AddHostedService<ResourceLogForwarder>();
        services.AddHostedService<ResourceHealthMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<ApplicationOrchestrator>());
    }
}
