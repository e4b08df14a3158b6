using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Computes the variables and arguments that a resource is started with.</summary>
public interface IExecutionConfigurationBuilder
{
    /// <summary>Computes them; values that are not known yet are waited for.</summary>
    Task<IExecutionConfigurationResult> BuildAsync(DistributedApplicationExecutionContext executionContext, ILogger? resourceLogger = null, CancellationToken cancellationToken = default);
}
