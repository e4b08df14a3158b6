namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many processes a project has.</summary>
/// <param name="replicas">Number of processes.</param>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>Number of processes.</summary>
    public int Replicas { get; } = replicas;
}

/// <summary>The launch profile that was asked for.</summary>
public sealed class LaunchProfileAnnotation : IResourceAnnotation
{
    /// <summary>Names a profile.</summary>
    public LaunchProfileAnnotation(string launchProfileName)
    {
        ArgumentNullException.ThrowIfNull(launchProfileName);
        LaunchProfileName = launchProfileName;
    }

    /// <summary>Name of the profile.</summary>
    public string LaunchProfileName { get; }
}

/// <summary>The launch profile that is used when none was asked for and the project has it.</summary>
public sealed class DefaultLaunchProfileAnnotation : IResourceAnnotation
{
    /// <summary>Names a profile.</summary>
    public DefaultLaunchProfileAnnotation(string launchProfileName)
    {
        ArgumentNullException.ThrowIfNull(launchProfileName);
        LaunchProfileName = launchProfileName;
    }

    /// <summary>Name of the profile.</summary>
    public string LaunchProfileName { get; }
}

/// <summary>No launch profile is used.</summary>
public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation
{
}

/// <summary>Published projects are not told to trust forwarded headers.</summary>
public sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation
{
}

/// <summary>Which endpoints a project is told about in its environment.</summary>
internal sealed class EndpointEnvironmentInjectionFilterAnnotation(Func<EndpointAnnotation, bool> filter) : IResourceAnnotation
{
    public Func<EndpointAnnotation, bool> Filter => filter;
}
