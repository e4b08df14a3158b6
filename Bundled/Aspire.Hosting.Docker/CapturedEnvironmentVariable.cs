using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Docker;

/// <summary>A variable that the Compose file takes from <c>.env</c>.</summary>
public sealed class CapturedEnvironmentVariable
{
    /// <summary>Name of the variable.</summary>
    public required string Name { get; init; }

    /// <summary>The comment above it.</summary>
    public string? Description { get; set; }

    /// <summary>Its value unless <c>.env</c> has one.</summary>
    public string? DefaultValue { get; set; }

    /// <summary>What it stands for: a parameter, for example.</summary>
    public object? Source { get; set; }

    /// <summary>The resource that it belongs to.</summary>
    public IResource? Resource { get; set; }
}
