using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Makes resources send telemetry to the dashboard.</summary>
public static class OtlpConfigurationExtensions
{
    internal const string GrpcEndpointName = "otlp-grpc";
    internal const string HttpEndpointName = "otlp-http";

    /// <summary>Makes the resource send telemetry, by the protocol that the dashboard prefers.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment);
        return builder;
    }

    /// <summary>Makes the resource send telemetry by a given protocol.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment, protocol);
        return builder;
    }

    /// <summary>Adds the variables that make a resource send telemetry.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment) =>
        Add(resource, configuration, environment, null);

    /// <summary>Adds the variables that make a resource send telemetry by a given protocol.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol protocol) =>
        Add(resource, configuration, environment, protocol);

    private static void Add(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? protocol)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);
        foreach (var previous in resource.Annotations.OfType<OtlpExporterAnnotation>().ToArray())
        {
            resource.Annotations.Remove(previous);
        }

        resource.Annotations.Add(new OtlpExporterAnnotation { RequiredProtocol = protocol });
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            // Without a dashboard nobody listens, and exporters would retry for ever.
            if (context.ExecutionContext.IsRunMode
                && context.ExecutionContext.ServiceProvider.GetRequiredService<DistributedApplicationModel>().Resources.TryGetByName(DashboardNames.Resource, out var found)
                && found is IResourceWithEndpoints dashboard)
            {
                AddVariables(context.EnvironmentVariables, resource, dashboard, configuration, environment);
            }
        }));
    }

    private static void AddVariables(Dictionary<string, object> variables, IResource resource, IResourceWithEndpoints dashboard, IConfiguration configuration, IHostEnvironment environment)
    {
        var (endpoint, protocol) = Choose(dashboard, resource.Annotations.OfType<OtlpExporterAnnotation>().Last().RequiredProtocol);
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={ReplicaTemplates.InstanceId}";
        variables["OTEL_SERVICE_NAME"] = resource.Name;
        if (configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
        {
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
        }

        if (environment.IsDevelopment())
        {
            const string OneSecond = "1000";
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = OneSecond;
            variables["OTEL_BSP_SCHEDULE_DELAY"] = OneSecond;
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = OneSecond;
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
        }
    }

    private static (EndpointReference Endpoint, string Protocol) Choose(IResourceWithEndpoints dashboard, OtlpProtocol? required)
    {
        var grpc = dashboard.GetEndpoint(GrpcEndpointName);
        var http = dashboard.GetEndpoint(HttpEndpointName);
        return required switch
        {
            OtlpProtocol.Grpc => grpc.Exists ? (grpc, "grpc") : throw Missing("gRPC", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"),
            OtlpProtocol.HttpProtobuf => http.Exists ? (http, "http/protobuf") : throw Missing("HTTP", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"),
            OtlpProtocol.HttpJson => http.Exists ? (http, "http/json") : throw Missing("HTTP", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"),
            _ => grpc.Exists ? (grpc, "grpc") : (http, "http/protobuf"),
        };

        static InvalidOperationException Missing(string protocol, string setting) =>
            new($"A resource needs OTLP over {protocol}, but the dashboard has no such endpoint; set {setting}.");
    }
}
