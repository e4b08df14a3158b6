using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Configures a pipeline.</summary>
public static class HttpResiliencePipelineBuilderExtensions
{
    /// <summary>Gives each scheme, host and port a pipeline of its own, so that one bad host does not open the circuit of all.</summary>
    /// <param name="builder">The pipeline's builder.</param>
    /// <returns>The builder.</returns>
    public static IHttpResiliencePipelineBuilder SelectPipelineByAuthority(this IHttpResiliencePipelineBuilder builder) =>
        builder.SelectPipelineBy(_ => PipelineKeys.Authority);

    /// <summary>Gives each key a pipeline of its own.</summary>
    /// <param name="builder">The pipeline's builder.</param>
    /// <param name="selectorFactory">Makes the function from request to key. Keys show in metrics and logs.</param>
    /// <returns>The builder.</returns>
    public static IHttpResiliencePipelineBuilder SelectPipelineBy(
        this IHttpResiliencePipelineBuilder builder,
        Func<IServiceProvider, Func<HttpRequestMessage, string>> selectorFactory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(selectorFactory);
        builder.Services.Configure<PipelineKeyOptions>(builder.PipelineName, options => options.SelectorFactory = selectorFactory);
        return builder;
    }
}
