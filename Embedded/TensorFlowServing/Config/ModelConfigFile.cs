using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Config;

/// <summary>Reads a text proto <c>ModelServerConfig</c>.</summary>
internal static class ModelConfigFile
{
    private const string Package = "tensorflow.serving.";

    /// <summary>Reads and validates the file at <paramref name="path"/>.</summary>
    /// <exception cref="TensorFlowException">The file is missing or not valid; the code and text are the original's.</exception>
    public static IReadOnlyList<ModelConfig> Read(string path) => TextProtoFile.Read(path, Package + "ModelServerConfig", Bind);

    /// <summary>Binds the parsed message. Visible for tests.</summary>
    internal static IReadOnlyList<ModelConfig> Bind(TextProtoMessage root)
    {
        root.Allow(Package + "ModelServerConfig", "model_config_list", "custom_model_config");
        if (root.Message("custom_model_config") is not null)
        {
            throw new TensorFlowException(StatusCode.Unimplemented, "custom_model_config is not supported; use model_config_list.");
        }

        var models = root.Messages("model_config_list")
            .SelectMany(list => list.Allow(Package + "ModelConfigList", "config").Messages("config"))
            .Select(BindModel).ToList();
        Validate(models);
        return models;
    }

    /// <summary>The checks of the original before a config is applied.</summary>
    internal static void Validate(IReadOnlyCollection<ModelConfig> models)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in models)
        {
            if (!names.Add(model.Name))
            {
                throw new TensorFlowException(StatusCode.InvalidArgument, $"Illegal to list model {model.Name} multiple times in config list");
            }

            if (!Path.IsPathRooted(model.BasePath) && !model.BasePath.Contains("://", StringComparison.Ordinal))
            {
                throw new TensorFlowException(StatusCode.InvalidArgument,
                    $"Expected model {model.Name} to have an absolute path or URI; got base_path()={model.BasePath}");
            }
        }
    }

    private static ModelConfig BindModel(TextProtoMessage model)
    {
        model.Allow(Package + "ModelConfig", "name", "base_path", "model_type", "model_platform", "logging_config", "model_version_policy", "version_labels");
        var name = model.Text("name");
        var platform = model.Text("model_platform");
        if (platform.Length > 0 && model.Fields.Any(f => f.Name == "model_type"))
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, $"Illegal setting both ModelServerConfig::model_type (deprecated) and ModelServerConfig::model_platform for model {name}");
        }

        if (platform is not ("" or "tensorflow"))
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, $"ModelConfig for model {name} has unknown platform {platform}; this server serves \"tensorflow\".");
        }

        var labels = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in model.Messages("version_labels"))
        {
            entry.Allow(Package + "ModelConfig.VersionLabelsEntry", "key", "value");
            labels[entry.Text("key")] = entry.Integer("value", 0);
        }

        return new ModelConfig(name, model.Text("base_path"), BindPolicy(model.Message("model_version_policy")), labels);
    }

    private static VersionPolicy BindPolicy(TextProtoMessage? policy)
    {
        const string Type = Package + "FileSystemStoragePathSourceConfig.ServableVersionPolicy";
        policy?.Allow(Type, "latest", "all", "specific");
        return (policy?.Fields is [.., var last] ? last.Name : null) switch
        {
            "all" => new VersionPolicy.All(),
            "specific" => new VersionPolicy.Specific(
                policy!.Message("specific")!.Allow(Type + ".Specific", "versions").Integers("versions").ToHashSet()),
            "latest" => new VersionPolicy.Latest(
                (int)Math.Clamp(policy!.Message("latest")!.Allow(Type + ".Latest", "num_versions").Integer("num_versions", 1), 1, int.MaxValue)),
            _ => new VersionPolicy.Latest(1),
        };
    }
}
