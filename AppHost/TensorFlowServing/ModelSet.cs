using System.Globalization;
using System.Text;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>A model and the folder of its version folders.</summary>
internal sealed record ModelFolder(string Name, string Path);

/// <summary>The models a node serves.</summary>
internal sealed class ModelSet(IReadOnlyList<ModelFolder> models)
{
    public IReadOnlyList<ModelFolder> Models => models;

    /// <summary>Takes every subfolder with at least one version (a folder named by a number) as a model.</summary>
    public static ModelSet In(string directory)
    {
        var models = Directory.EnumerateDirectories(directory)
            .Where(HasVersion)
            .Select(path => new ModelFolder(Path.GetFileName(path), path))
            .OrderBy(model => model.Name, StringComparer.Ordinal)
            .ToArray();
        return models.Length > 0
            ? new ModelSet(models)
            : throw new RunSettingsException($"--models: {directory} holds no model: each model is a folder with version folders named by numbers, for example my_model/1/saved_model.pb.");
    }

    /// <summary>The text of a model server's <c>--model_config_file</c>.</summary>
    public string ToConfig()
    {
        var text = new StringBuilder("model_config_list {\n");
        foreach (var model in models)
        {
            text.Append(CultureInfo.InvariantCulture, $"  config {{ name: \"{Escape(model.Name)}\" base_path: \"{Escape(model.Path)}\" model_platform: \"tensorflow\" }}\n");
        }

        return text.Append("}\n").ToString();
    }

    private static bool HasVersion(string path)
        => Directory.EnumerateDirectories(path).Any(version => long.TryParse(Path.GetFileName(version), NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
