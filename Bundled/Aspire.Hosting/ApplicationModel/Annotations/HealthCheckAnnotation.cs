namespace Aspire.Hosting.ApplicationModel;

/// <summary>A health check that the resource must pass.</summary>
public class HealthCheckAnnotation : IResourceAnnotation
{
    /// <summary>Refers to a check by its name in the AppHost's health checks.</summary>
    public HealthCheckAnnotation(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
    }

    /// <summary>Name of the check in the AppHost's health checks.</summary>
    public string Key { get; }
}
