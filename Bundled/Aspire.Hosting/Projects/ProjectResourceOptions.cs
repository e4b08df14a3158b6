namespace Aspire.Hosting;

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>Launch profile; null means the default one.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Whether no launch profile is used.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Whether endpoints in the project's <c>Kestrel</c> configuration are ignored.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}
