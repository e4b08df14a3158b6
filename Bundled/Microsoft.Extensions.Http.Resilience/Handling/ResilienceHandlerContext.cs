using Polly.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>What the builder of a pipeline may need.</summary>
public sealed class ResilienceHandlerContext
{
    private readonly AddResiliencePipelineContext<HttpKey> _context;

    internal ResilienceHandlerContext(AddResiliencePipelineContext<HttpKey> context) => _context = context;

    /// <summary>The services of the application.</summary>
    public IServiceProvider ServiceProvider => _context.ServiceProvider;

    /// <summary>The pipeline's name.</summary>
    public string BuilderName => _context.PipelineKey.Name;

    /// <summary>The key that the pipeline is for; empty when there is one for all requests.</summary>
    public string InstanceName => _context.PipelineKey.Instance;

    /// <summary>Builds the pipeline again when options change. Of several calls the last one counts.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="name">Their name, if they have one.</param>
    public void EnableReloads<TOptions>(string? name = null) => _context.EnableReloads<TOptions>(name);

    /// <summary>Reads options.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="name">Their name, if they have one.</param>
    /// <returns>The options, as they are now.</returns>
    public TOptions GetOptions<TOptions>(string? name = null) => _context.GetOptions<TOptions>(name);

    /// <summary>Calls back when the pipeline is disposed, that is after a reload or at the application's end.</summary>
    /// <param name="callback">What to do.</param>
    public void OnPipelineDisposed(Action callback) => _context.OnPipelineDisposed(callback);
}
