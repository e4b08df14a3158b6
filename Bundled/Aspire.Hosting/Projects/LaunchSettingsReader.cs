using System.Text.Json;

namespace Aspire.Hosting;

internal static class LaunchSettingsReader
{
    private static readonly JsonSerializerOptions s_options = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The project's launch settings, or null when it has none.</summary>
    public static LaunchSettings? Read(IProjectMetadata project)
    {
        if (project.LaunchSettings is { } given)
        {
            return given;
        }

        var directory = Path.GetDirectoryName(project.ProjectPath)
            ?? throw new DistributedApplicationException($"Project path '{project.ProjectPath}' has no directory.");
        if (!File.Exists(project.ProjectPath))
        {
            throw new DistributedApplicationException($"Project file '{project.ProjectPath}' was not found.");
        }

        var path = Path.Combine(directory, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<LaunchSettings>(stream, s_options);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"Failed to get effective launch profile for project '{project.ProjectPath}'. There is malformed JSON in the project's launch settings file at '{path}'.", exception);
        }
    }
}
