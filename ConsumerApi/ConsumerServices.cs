using ConsumerApi.Api;
using ConsumerApi.Discovery;
using ConsumerApi.Forwarding;
using ConsumerApi.OpenApi;
using ConsumerApi.Routing;
using ConsumerApi.Telemetry;
using Microsoft.Extensions.Options;
using Registry.Bridge;

namespace ConsumerApi;

/// <summary>Registers the consumer's services, one method a feature.</summary>
internal static class ConsumerServices
{
    public static IHostApplicationBuilder AddRouting(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<RoutingOptions>().BindConfiguration(RoutingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RoutingOptions>, RoutingOptionsValidator>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IPicker, RoundRobinPicker>();
        services.AddSingleton<PickerProvider>();
        services.AddSingleton<NodeStates>();
        services.AddSingleton<RoutingState>();
        services.AddSingleton<ModelResolver>();
        services.AddSingleton<LastKnownModels>();
        services.AddSingleton(provider =>
        {
            var random = provider.GetRequiredService<IRandom>();
            return new RoutingTableBuilder(provider.GetRequiredService<NodeStates>(), () => (uint)random.Next(int.MaxValue));
        });
        services.AddHostedService<RoutingTableUpdater>();
        services.AddHealthChecks().AddCheck<RoutingHealthCheck>("routing");
        return builder;
    }

    /// <summary>Where the models are, from the registry through service discovery.</summary>
    public static IHostApplicationBuilder AddModelDiscovery(this IHostApplicationBuilder builder)
    {
        builder.AddNacosRegistry();
        builder.Services.AddNacosServiceEndpointProvider();
        builder.Services.AddSingleton<IModelCatalog, RegistryCatalog>();
        builder.Services.AddSingleton<IEndpointSource, ServiceDiscoveryEndpoints>();
        return builder;
    }

    public static IHostApplicationBuilder AddForwarding(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConsumerMetrics>();
        builder.Services.AddSingleton<NodeClient>();
        builder.Services.AddSingleton<DeadlinePool>();
        builder.Services.AddSingleton<NodeAttempts>();
        builder.Services.AddSingleton<RestForwarder>();
        return builder;
    }

    public static IHostApplicationBuilder AddApi(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RoutingViews>();
        builder.Services.AddSingleton<RoutingEvents>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJsonContext.Default));
        builder.Services.AddOpenApi(openApi => openApi.AddDocumentTransformer<ServingPathsTransformer>());
        return builder;
    }
}
