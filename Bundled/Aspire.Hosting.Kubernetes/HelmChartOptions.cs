namespace Aspire.Hosting.Kubernetes;

/// <summary>What a chart says of itself.</summary>
public sealed class HelmChartOptions
{
    internal HelmChartOptions(string name) => Name = name.ToLowerInvariant();

    internal string Name { get; private set; }

    internal string Version { get; private set; } = "0.1.0";

    internal string? Description { get; private set; }

    /// <summary>Names the chart.</summary>
    public HelmChartOptions WithChartName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        return this;
    }

    /// <summary>Gives the chart a version, in three numbers.</summary>
    public HelmChartOptions WithChartVersion(string version)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        Version = version;
        return this;
    }

    /// <summary>Describes the chart.</summary>
    public HelmChartOptions WithChartDescription(string description)
    {
        ArgumentException.ThrowIfNullOrEmpty(description);
        Description = description;
        return this;
    }
}
