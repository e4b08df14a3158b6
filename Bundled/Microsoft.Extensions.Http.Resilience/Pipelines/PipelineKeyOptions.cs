namespace Microsoft.Extensions.Http.Resilience;

/// <summary>How the requests of a pipeline are shared out over instances of it.</summary>
internal sealed class PipelineKeyOptions
{
    /// <summary>Makes the function from request to instance; one instance for all when <see langword="null"/>.</summary>
    public Func<IServiceProvider, Func<HttpRequestMessage, string>>? SelectorFactory { get; set; }
}
