using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>Kind of resource: <c>Project</c>, <c>Executable</c>, <c>Container</c>, <c>Parameter</c>, or any other.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Anything worth showing.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it was started (UTC).</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>See <see cref="KnownResourceStates"/>.</summary>
    public ResourceStateSnapshot? State
    {
        get;
        init
        {
            field = value;
            HealthStatus = ComputeHealth(HealthReports, value?.Text);
        }
    }

    /// <summary>Exit code, once it has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The worst of its reports; null unless it is running.</summary>
    public HealthStatus? HealthStatus { get; private init; }

    /// <summary>What its health checks said last.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports
    {
        get;
        internal init
        {
            field = value;
            HealthStatus = ComputeHealth(value, State?.Text);
        }
    } = [];

    /// <summary>Environment variables.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>URLs.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>Volumes and mounts.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>Commands and whether they can be used now.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>Relations to others.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>Whether it is hidden from lists.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Icon.</summary>
    public string? IconName { get; init; }

    /// <summary>Style of the icon.</summary>
    public IconVariant? IconVariant { get; init; }

    /// <summary>Why it failed, in words.</summary>
    internal string? Reason { get; init; }

    /// <summary>Set once the resource was ready; its task ends with the subscribers.</summary>
    internal Task? Ready { get; init; }

    private static HealthStatus? ComputeHealth(ImmutableArray<HealthReportSnapshot> reports, string? state) =>
        state != KnownResourceStates.Running ? null
        : reports.IsDefaultOrEmpty ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
        : reports.Min(r => r.Status) is { } worst && reports.All(r => r.Status is not null) ? worst
        : Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy;
}
