namespace Aspire.Hosting.ApplicationModel;

/// <summary>Options of <see cref="ResourceNotificationService"/>.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What a waiting resource does when the other fails and nothing else was said.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
