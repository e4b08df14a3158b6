using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Registry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Resilience for HTTP clients.</summary>
public static class ResilienceHttpClientBuilderExtensions
{
    private const string Standard = "standard";

    /// <summary>
    /// Adds the standard pipeline: at most 1000 requests at a time, 30 s in all, three retries, a circuit breaker, 10 s an attempt.
    /// </summary>
    /// <param name="builder">The builder of one client, or of the defaults of all.</param>
    /// <returns>The pipeline's builder.</returns>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor
            .Singleton<IValidateOptions<HttpStandardResilienceOptions>, HttpStandardResilienceOptionsValidator>());
        var pipelineName = builder.AddResilienceHandler(Standard, static (pipeline, context) =>
        {
            context.EnableReloads<HttpStandardResilienceOptions>(context.BuilderName);
            var options = context.GetOptions<HttpStandardResilienceOptions>(context.BuilderName);
            pipeline
                .AddRateLimiter(options.RateLimiter)
                .AddTimeout(options.TotalRequestTimeout)
                .AddRetry(options.Retry)
                .AddCircuitBreaker(options.CircuitBreaker)
                .AddTimeout(options.AttemptTimeout);
        }).PipelineName;
        return new HttpStandardResiliencePipelineBuilder(pipelineName, builder.Services);
    }

    /// <summary>Adds the standard pipeline with options from configuration.</summary>
    /// <param name="builder">The builder of one client, or of the defaults of all.</param>
    /// <param name="section">The section of the options.</param>
    /// <returns>The pipeline's builder.</returns>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return builder.AddStandardResilienceHandler().Configure(section);
    }

    /// <summary>Adds the standard pipeline with other options.</summary>
    /// <param name="builder">The builder of one client, or of the defaults of all.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The pipeline's builder.</returns>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(
        this IHttpClientBuilder builder,
        Action<HttpStandardResilienceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddStandardResilienceHandler().Configure(configure);
    }

    /// <summary>Adds a pipeline of one's own.</summary>
    /// <param name="builder">The builder of one client, or of the defaults of all.</param>
    /// <param name="pipelineName">Tells it from the client's other pipelines.</param>
    /// <param name="configure">Builds the pipeline.</param>
    /// <returns>The pipeline's builder.</returns>
    public static IHttpResiliencePipelineBuilder AddResilienceHandler(
        this IHttpClientBuilder builder,
        string pipelineName,
        Action<ResiliencePipelineBuilder<HttpResponseMessage>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddResilienceHandler(pipelineName, (pipeline, _) => configure(pipeline));
    }

    /// <summary>Adds a pipeline of one's own.</summary>
    /// <param name="builder">The builder of one client, or of the defaults of all.</param>
    /// <param name="pipelineName">Tells it from the client's other pipelines.</param>
    /// <param name="configure">Builds the pipeline.</param>
    /// <returns>The pipeline's builder.</returns>
    public static IHttpResiliencePipelineBuilder AddResilienceHandler(
        this IHttpClientBuilder builder,
        string pipelineName,
        Action<ResiliencePipelineBuilder<HttpResponseMessage>, ResilienceHandlerContext> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(pipelineName);
        ArgumentNullException.ThrowIfNull(configure);
        var name = string.IsNullOrEmpty(builder.Name) ? pipelineName : $"{builder.Name}-{pipelineName}";
        builder.Services
            .Configure<ResiliencePipelineRegistryOptions<HttpKey>>(static options =>
            {
                options.BuilderNameFormatter = static key => key.Name;
                options.InstanceNameFormatter = static key => key.Instance;
                options.BuilderComparer = HttpKey.BuilderComparer;
            })
            .AddResiliencePipeline<HttpKey, HttpResponseMessage>(new HttpKey(name, ""), (pipeline, context) => configure(pipeline, new(context)));
        builder.AddHttpMessageHandler(services => new ResilienceHandler(PipelineSelector(services, name)));
        return new HttpResiliencePipelineBuilder(name, builder.Services);
    }

    /// <summary>Takes all pipelines away that were added before, such as those of the defaults.</summary>
    /// <param name="builder">The builder of a client.</param>
    /// <returns>The builder.</returns>
    [Experimental("EXTEXP0001", UrlFormat = "https://aka.ms/dotnet-extensions-warnings/{0}")]
    public static IHttpClientBuilder RemoveAllResilienceHandlers(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureAdditionalHttpMessageHandlers(static (handlers, _) =>
        {
            for (var i = handlers.Count - 1; i >= 0; i--)
            {
                if (handlers[i] is ResilienceHandler)
                {
                    handlers.RemoveAt(i);
                }
            }
        });
    }

    private static Func<HttpRequestMessage, ResiliencePipeline<HttpResponseMessage>> PipelineSelector(IServiceProvider services, string name)
    {
        var pipelines = services.GetRequiredService<ResiliencePipelineProvider<HttpKey>>();
        if (services.GetRequiredService<IOptionsMonitor<PipelineKeyOptions>>().Get(name).SelectorFactory is { } factory)
        {
            var selector = factory(services);
            return request => pipelines.GetPipeline<HttpResponseMessage>(new(name, selector(request)));
        }

        var pipeline = pipelines.GetPipeline<HttpResponseMessage>(new(name, ""));
        return _ => pipeline;
    }
}
