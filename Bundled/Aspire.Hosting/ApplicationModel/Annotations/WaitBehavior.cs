namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a waiting resource does when the other fails.</summary>
public enum WaitBehavior
{
    /// <summary>It goes on waiting: somebody may start the other again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>It fails too.</summary>
    StopOnResourceUnavailable,
}
