using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Configures a pipeline.</summary>
public interface IHttpResiliencePipelineBuilder
{
    /// <summary>The pipeline's name: the client's and its own.</summary>
    string PipelineName { get; }

    /// <summary>The services of the application.</summary>
    IServiceCollection Services { get; }
}
