using System.Text.Json.Serialization;

namespace Aspire.Hosting;

/// <summary>launchSettings.json.</summary>
public sealed class LaunchSettings
{
    /// <summary>Profiles by name.</summary>
    [JsonPropertyName("profiles")]
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];
}
