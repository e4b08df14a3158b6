using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Announces the stages of building, so that a test host can take part in them from outside.</summary>
internal static class BuilderDiagnostics
{
    private static readonly DiagnosticListener s_listener = new("Aspire.Hosting");

    public static void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) =>
        Write("DistributedApplicationBuilderConstructing", (options, settings));

    public static void Constructed(DistributedApplicationBuilder builder) => Write("DistributedApplicationBuilderConstructed", builder);

    public static void Building(DistributedApplicationBuilder builder) => Write("DistributedApplicationBuilding", builder);

    public static void Built(DistributedApplication application) => Write("DistributedApplicationBuilt", application);

    private static void Write(string name, object payload)
    {
        if (s_listener.IsEnabled() && s_listener.IsEnabled(name))
        {
            s_listener.Write(name, payload);
        }
    }
}
