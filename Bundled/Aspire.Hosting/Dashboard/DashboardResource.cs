using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Health;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Dashboard;

/// <summary>Adds the dashboard to the model as a process like any other, first in the list so that it is up as early as possible.</summary>
internal sealed partial class DashboardResource(
    DistributedApplicationModel model,
    DistributedApplicationOptions applicationOptions,
    IConfiguration configuration,
    IHostEnvironment environment,
    IDistributedApplicationEventing eventing,
    ResourceService resourceService,
    HealthCheckClient healthClient,
    IOptions<HealthCheckServiceOptions> healthChecks,
    ILogger<DistributedApplication> logger,
    DashboardProgram program)
{
    private const string HealthCheck = "aspire-dashboard_check";

    /// <exception cref="DistributedApplicationException">The dashboard was not built, or its settings are wrong.</exception>
    public void Add()
    {
        if (model.Resources.Any(r => string.Equals(r.Name, DashboardNames.Resource, StringComparison.OrdinalIgnoreCase)))
        {
            // The AppHost brings a dashboard of its own.
            return;
        }

        var options = DashboardOptions.Read(configuration, applicationOptions.AllowUnsecuredTransport);
        var endpoints = new DashboardEndpoints(options);
        var path = program.Path(configuration);
        var resource = new ExecutableResource(DashboardNames.Resource, DotnetMuxer.Path, Path.GetDirectoryName(path)!);
        foreach (var endpoint in endpoints.All)
        {
            resource.Annotations.Add(endpoint);
        }

        resource.Annotations.Add(new CommandLineArgsCallbackAnnotation(args => args.Add(path)));
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            AddVariables(context.EnvironmentVariables, options);
            endpoints.AddVariables(context.EnvironmentVariables);
        }));
        resource.Annotations.Add(new ExcludeLifecycleCommandsAnnotation());
        resource.Annotations.Add(new ResourceSnapshotAnnotation(new()
        {
            ResourceType = "Executable",
            Properties = [],
            IsHidden = DashboardOptions.Flag(configuration, DashboardNames.ShowResource) is not true,
        }));
        healthChecks.Value.Registrations.Add(new(HealthCheck, _ => new UrlHealthCheck(healthClient, () => new(endpoints.FrontendUrl + "/health")), HealthStatus.Unhealthy, []));
        resource.Annotations.Add(new HealthCheckAnnotation(HealthCheck));
        eventing.Subscribe<ResourceReadyEvent>(resource, (_, _) =>
        {
            Announce(endpoints.FrontendUrl, options.BrowserToken);
            return Task.CompletedTask;
        });
        model.Resources.Insert(0, resource);
    }

    private void AddVariables(Dictionary<string, object> variables, DashboardOptions options)
    {
        foreach (var (name, value) in configuration.AsEnumerable())
        {
            if (name.StartsWith("ASPIRE_DASHBOARD_", StringComparison.OrdinalIgnoreCase) && value is not null)
            {
                variables[name] = value;
            }
        }

        variables["ASPNETCORE_ENVIRONMENT"] = environment.EnvironmentName;
        variables[DashboardNames.ResourceServiceUrl] = resourceService.Address;
        AddSecret("DASHBOARD__FRONTEND", "BrowserToken", "BROWSERTOKEN", options.BrowserToken);
        AddSecret("DASHBOARD__OTLP", "ApiKey", "PRIMARYAPIKEY", options.OtlpApiKey);
        AddSecret("DASHBOARD__API", "ApiKey", "PRIMARYAPIKEY", options.DashboardApiKey);
        AddSecret("DASHBOARD__RESOURCESERVICECLIENT", "ApiKey", "APIKEY", options.ResourceServiceApiKey);
        if (Origins() is { Length: > 0 } origins)
        {
            variables["DASHBOARD__OTLP__CORS__ALLOWEDORIGINS"] = origins;
            variables["DASHBOARD__OTLP__CORS__ALLOWEDHEADERS"] = "*";
        }

        void AddSecret(string section, string mode, string name, string? value)
        {
            variables[$"{section}__AUTHMODE"] = string.IsNullOrEmpty(value) ? "Unsecured" : mode;
            if (!string.IsNullOrEmpty(value))
            {
                variables[$"{section}__{name}"] = value;
            }
        }
    }

    /// <summary>Pages of the application itself may send telemetry from the browser.</summary>
    private string Origins() => configuration["ASPIRE_DASHBOARD_CORS_ALLOWED_ORIGINS"] is { Length: > 0 } given
        ? given
        : string.Join(',', model.Resources.Where(r => r.Name != DashboardNames.Resource).SelectMany(r => r.Annotations.OfType<EndpointAnnotation>())
            .Where(e => e.UriScheme is "http" or "https").Select(e => e.AllocatedEndpoint?.UriString).OfType<string>().Distinct());

    private void Announce(string url, string? token)
    {
        LogListening(logger, url);
        if (!string.IsNullOrEmpty(token))
        {
            LogLogin(logger, url, token);
        }
    }

    [LoggerMessage(10, LogLevel.Information, "Now listening on: {DashboardUrl}")]
    private static partial void LogListening(ILogger logger, string dashboardUrl);

    [LoggerMessage(11, LogLevel.Information, "Login to the dashboard at {DashboardUrl}/login?t={Token}")]
    private static partial void LogLogin(ILogger logger, string dashboardUrl, string token);
}
