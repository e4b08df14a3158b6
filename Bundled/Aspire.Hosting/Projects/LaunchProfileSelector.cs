using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Which launch profile a project is started with.</summary>
internal static class LaunchProfileSelector
{
    public static (string Name, LaunchProfile Profile)? Select(ProjectResource resource)
    {
        if (resource.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>())
        {
            return null;
        }

        var settings = LaunchSettingsReader.Read(resource.GetProjectMetadata());
        if (resource.TryGetLastAnnotation<LaunchProfileAnnotation>(out var asked))
        {
            return settings?.Profiles.TryGetValue(asked.LaunchProfileName, out var profile) == true
                ? (asked.LaunchProfileName, profile)
                : throw new DistributedApplicationException($"Launch settings file does not contain '{asked.LaunchProfileName}' profile.");
        }

        if (settings is null)
        {
            return null;
        }

        if (resource.TryGetLastAnnotation<DefaultLaunchProfileAnnotation>(out var wanted) && settings.Profiles.TryGetValue(wanted.LaunchProfileName, out var sameAsHost))
        {
            return (wanted.LaunchProfileName, sameAsHost);
        }

        foreach (var (name, profile) in settings.Profiles)
        {
            if (profile.CommandName is null or "" or "Project" or "Executable")
            {
                return (name, profile);
            }
        }

        return null;
    }
}
