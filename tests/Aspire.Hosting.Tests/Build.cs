using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Aspire.Hosting.Tests;

/// <summary>Builders that print nothing, and what comes out of a model.</summary>
internal static class Build
{
    public static IDistributedApplicationBuilder New(params string[] args) => New(disableDashboard: true, args);

    public static IDistributedApplicationBuilder New(bool disableDashboard, params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = args,
            DisableDashboard = disableDashboard,
            ProjectDirectory = AppContext.BaseDirectory,
        });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        return builder;
    }

    /// <summary>A builder whose application has a dashboard, on free ports; what the AppHost says can be read from <see cref="FakeLogCollector"/>.</summary>
    public static IDistributedApplicationBuilder WithDashboard(params string[] args)
    {
        var builder = New(disableDashboard: false,
        [
            "--ASPNETCORE_URLS=http://localhost:0", "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:0", "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=http://localhost:0",
            "--ASPIRE_ALLOW_UNSECURED_TRANSPORT=true", $"--DcpPublisher:DashboardPath={DashboardPath}", .. args,
        ]);
        builder.Services.AddLogging(logging => logging.AddFakeLogging());
        return builder;
    }

    /// <summary>The dashboard as the build left it: all outputs lie side by side.</summary>
    private static string DashboardPath
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(own.Parent!.Parent!.FullName, "Aspire.Dashboard", own.Name, "Aspire.Dashboard.dll");
        }
    }

    public static IResourceBuilder<ExecutableResource> AddScript(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "/bin/sh", "/", "-c", script);

    /// <summary>Pretends that the orchestrator gave every endpoint of a resource an address on these ports, one after the other.</summary>
    public static void Allocate(IResource resource, int firstPort)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.AllocatedEndpoint = new(endpoint, "localhost", firstPort++);
        }
    }

    /// <summary>The variables of a resource as its process would get them.</summary>
    public static async Task<Dictionary<string, string>> VariablesAsync(IResource resource) =>
        new((await ConfigurationAsync(resource)).EnvironmentVariables);

    public static async Task<IExecutionConfigurationResult> ConfigurationAsync(IResource resource)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig().WithArgumentsConfig()
            .BuildAsync(new(DistributedApplicationOperation.Run), cancellationToken: TestContext.Current.CancellationToken);
        return configuration.Exception is null ? configuration : throw configuration.Exception;
    }
}
