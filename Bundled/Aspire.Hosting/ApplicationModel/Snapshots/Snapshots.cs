using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state and how it is shown.</summary>
/// <param name="Text">See <see cref="KnownResourceStates"/>.</param>
/// <param name="Style">See <see cref="KnownResourceStateStyles"/>.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a style.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

/// <summary>An environment variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsFromSpec">Whether the model set it (and not the machine).</param>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);

/// <summary>A URL.</summary>
/// <param name="Name">Name of the endpoint, if it is one.</param>
/// <param name="Url">The URL.</param>
/// <param name="IsInternal">Whether it is left out of summaries.</param>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>Whether nobody listens there now.</summary>
    public bool IsInactive { get; init; }

    /// <summary>How it is shown.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();
}

/// <summary>How a URL is shown.</summary>
/// <param name="DisplayName">Text in its place.</param>
/// <param name="SortOrder">Higher comes first.</param>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);

/// <summary>A volume or mount.</summary>
/// <param name="Source">Path on this machine or name of the volume.</param>
/// <param name="Target">Path in the container.</param>
/// <param name="MountType">Kind of mount.</param>
/// <param name="IsReadOnly">Whether the container may not write.</param>
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);

/// <summary>A relation.</summary>
/// <param name="ResourceName">The other resource.</param>
/// <param name="Type">Kind of relation.</param>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>A property.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Whether the value must be hidden.</summary>
    public bool IsSensitive { get; init; }
}

/// <summary>What a health check said.</summary>
/// <param name="Name">Name of the check.</param>
/// <param name="Status">Null until it has run.</param>
/// <param name="Description">In words.</param>
/// <param name="ExceptionText">Why it failed.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When it ran last (UTC).</summary>
    public DateTime? LastRunAt { get; init; }
}

/// <summary>A command and whether it can be used now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Whether it can be used now.</param>
/// <param name="DisplayName">Text of the button.</param>
/// <param name="DisplayDescription">Explanation.</param>
/// <param name="Parameter">Given to the command.</param>
/// <param name="ConfirmationMessage">Question asked before.</param>
/// <param name="IconName">Icon.</param>
/// <param name="IconVariant">Style of the icon.</param>
/// <param name="IsHighlighted">Whether it has a button of its own.</param>
public sealed record ResourceCommandSnapshot(string Name, ResourceCommandState State, string DisplayName, string? DisplayDescription, object? Parameter, string? ConfirmationMessage, string? IconName, IconVariant? IconVariant, bool IsHighlighted);
