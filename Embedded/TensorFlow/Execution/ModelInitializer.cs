using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Format.Bundle;
using Embedded.TensorFlow.Graph;

namespace Embedded.TensorFlow.Execution;

/// <summary>Restores the variables and runs the init op, by the graph's own nodes as TensorFlow's loader does.</summary>
internal sealed class ModelInitializer(string directory, ModelContext model)
{
    public void Run(CancellationToken ct)
    {
        var metaGraph = model.MetaGraph;
        var prefix = Path.Combine(directory, "variables", "variables");
        var assets = metaGraph.Assets.Select(a => (a.Tensor, Tensor.FromStrings([], AssetPath(a.FileName)))).ToList();

        // Without an index there is nothing to restore: frozen models lack the folder, and others fail when a variable is read.
        if (metaGraph.RestoreOp.Length > 0 && File.Exists(BundleReader.IndexPath(prefix)))
        {
            Execute([(metaGraph.FileNameTensor, Tensor.FromStrings([], prefix)), .. assets], metaGraph.RestoreOp, ct);
        }

        foreach (var target in InitTargets(metaGraph))
        {
            Execute(assets, target, ct);
        }
    }

    private static IReadOnlyList<string> InitTargets(MetaGraph metaGraph)
    {
        if (metaGraph.Signatures.TryGetValue("__saved_model_init_op", out var signature) && signature.Outputs.Count > 0)
        {
            return [signature.Outputs.Values.First().Name];
        }

        return metaGraph.NodeCollections.GetValueOrDefault("saved_model_main_op")
            ?? metaGraph.NodeCollections.GetValueOrDefault("legacy_init_op")
            ?? [];
    }

    // TensorFlow opens any path; a model has no business outside of its folder.
    private string AssetPath(string fileName)
    {
        var folder = Path.GetFullPath(Path.Combine(directory, "assets"));
        var path = Path.GetFullPath(Path.Combine(folder, fileName));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw TensorFlowException.InvalidArgument($"Asset file name '{fileName}' points outside of the model's assets folder");
    }

    private void Execute(IReadOnlyList<(string Tensor, Tensor Value)> feeds, string target, CancellationToken ct)
    {
        var graph = GraphImporter.Import(model.MetaGraph.Graph, feeds.Select(f => (f.Tensor, f.Tensor)), [], [target]);
        GraphOptimizer.Normalize(graph);
        MissingOps.Throw([("loading", graph)]);
        using var run = new RunState(model.Resources, isLoading: true, ct);
        new PlanCompiler(model.Pool, model.Prepacked).Compile(graph).Run([.. feeds.Select(f => f.Value)], run, []);
    }
}
