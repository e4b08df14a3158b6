using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finds executables.</summary>
public static class ExecutableResourceExtensions
{
    /// <summary>Every executable.</summary>
    public static IEnumerable<ExecutableResource> GetExecutableResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.OfType<ExecutableResource>();
    }
}
