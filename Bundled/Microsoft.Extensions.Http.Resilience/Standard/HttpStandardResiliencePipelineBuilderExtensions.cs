using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Configures a standard pipeline.</summary>
public static class HttpStandardResiliencePipelineBuilderExtensions
{
    /// <summary>Takes the options from configuration.</summary>
    /// <param name="builder">The pipeline's builder.</param>
    /// <param name="section">The section; a key in it that is no option is an error.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The section is empty.</exception>
    public static IHttpStandardResiliencePipelineBuilder Configure(this IHttpStandardResiliencePipelineBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        if (!section.GetChildren().Any())
        {
            throw new ArgumentException("Configuration section cannot be empty.", nameof(section));
        }

        builder.Services.Configure<HttpStandardResilienceOptions>(
            builder.PipelineName,
            section,
            static binder => binder.ErrorOnUnknownConfiguration = true);
        return builder;
    }

    /// <summary>Sets the options.</summary>
    /// <param name="builder">The pipeline's builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static IHttpStandardResiliencePipelineBuilder Configure(
        this IHttpStandardResiliencePipelineBuilder builder,
        Action<HttpStandardResilienceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Configure((options, _) => configure(options));
    }

    /// <summary>Sets the options.</summary>
    /// <param name="builder">The pipeline's builder.</param>
    /// <param name="configure">Sets the options with the help of services.</param>
    /// <returns>The builder.</returns>
    public static IHttpStandardResiliencePipelineBuilder Configure(
        this IHttpStandardResiliencePipelineBuilder builder,
        Action<HttpStandardResilienceOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<HttpStandardResilienceOptions>(builder.PipelineName).Configure(configure);
        return builder;
    }

    /// <summary>Gives each scheme, host and port a pipeline of its own, so that one bad host does not open the circuit of all.</summary>
    /// <param name="builder">The pipeline's builder.</param>
    /// <returns>The builder.</returns>
    public static IHttpStandardResiliencePipelineBuilder SelectPipelineByAuthority(this IHttpStandardResiliencePipelineBuilder builder) =>
        builder.SelectPipelineBy(_ => PipelineKeys.Authority);

    /// <summary>Gives each key a pipeline of its own.</summary>
    /// <param name="builder">The pipeline's builder.</param>
    /// <param name="selectorFactory">Makes the function from request to key. Keys show in metrics and logs.</param>
    /// <returns>The builder.</returns>
    public static IHttpStandardResiliencePipelineBuilder SelectPipelineBy(
        this IHttpStandardResiliencePipelineBuilder builder,
        Func<IServiceProvider, Func<HttpRequestMessage, string>> selectorFactory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(selectorFactory);
        builder.Services.Configure<PipelineKeyOptions>(builder.PipelineName, options => options.SelectorFactory = selectorFactory);
        return builder;
    }
}
