using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Knows how replicas of one kind of resource are started: as a process of this machine, or as a container.</summary>
internal interface IInstanceLauncher
{
    /// <summary>How long one may take to end after it was asked to.</summary>
    TimeSpan Grace { get; }

    /// <summary>Why the resource cannot be started, if that is known before.</summary>
    string? FailureOf(IResource resource);

    /// <summary>Does everything that comes before the start itself.</summary>
    Task<PreparedInstance> PrepareAsync(IResource resource, ReplicaInstance replica, ResourceLog log, CancellationToken cancellationToken);
}
