using Rollcall.AppHost.Publishing;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>Decides what the nodes serve.</summary>
internal static class ModelSetExtensions
{
    private const string Generator = "Models.ResNet50";

    /// <summary>
    /// The folders given with <c>--models</c>, or <c>digits</c> from the repository and <c>resnet</c>. The latter's weights are
    /// written at the first use, by a resource of their own; nodes need not wait, they take a version up when it is complete.
    /// </summary>
    public static ModelSet AddModels(this IDistributedApplicationBuilder builder, RunSettings settings)
    {
        if (settings.Target != PublishTarget.None)
        {
            // Publishing writes files and touches nothing else; the node image has its models inside (docker/prepare.sh).
            return new ModelSet([]);
        }

        if (settings.ModelsDirectory is { } directory)
        {
            return ModelSet.In(directory);
        }

        var digits = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "models", "digits"));
        var resnet = Path.Combine(RunFiles.Artifacts(builder), "models", "resnet");
        if (!Directory.Exists(Path.Combine(resnet, "1")))
        {
            Directory.CreateDirectory(resnet);
            builder.AddExecutable("resnet-weights", "dotnet", builder.AppHostDirectory, SiblingProgram.PathOf(Generator), resnet);
        }

        return new ModelSet([new ModelFolder("digits", digits), new ModelFolder("resnet", resnet)]);
    }
}
