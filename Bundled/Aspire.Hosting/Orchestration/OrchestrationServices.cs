using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>Registers what runs the application.</summary>
internal static class OrchestrationServices
{
    public static void Add(IServiceCollection services) => services.AddSingleton<ApplicationPreparation>();
}
