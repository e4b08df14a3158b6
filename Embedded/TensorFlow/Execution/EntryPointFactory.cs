using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Graph.Passes;

namespace Embedded.TensorFlow.Execution;

/// <summary>Imports, rewrites and plans signatures.</summary>
internal static class EntryPointFactory
{
    private const string InitSignature = "__saved_model_init_op";

    public static Dictionary<string, EntryPoint> CreateAll(ModelContext model, CancellationToken ct)
    {
        var entryPoints = new Dictionary<string, EntryPoint>(StringComparer.Ordinal);
        var graphs = new List<(Signature Signature, OpGraph Graph)>();
        foreach (var signature in model.MetaGraph.Signatures.Values.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                graphs.Add((signature, Import(model, signature, [.. signature.Outputs.Keys])));
            }
            catch (TensorFlowException e) when (e.Code == StatusCode.NotFound || signature.Name == InitSignature)
            {
                // A signature that names a tensor the graph lacks fails when it is called, not before.
                entryPoints[signature.Name] = new EntryPoint(signature, e, model.Resources);
            }
        }

        model.Assignable.UnionWith(FreezeVariables.FindAssignable(graphs.Select(g => g.Graph)));
        foreach (var (_, graph) in graphs)
        {
            ct.ThrowIfCancellationRequested();
            GraphOptimizer.Optimize(graph, model.Resources, model.Assignable, model.Folding);
        }

        MissingOps.Throw(graphs.Select(g => (g.Signature.Name, g.Graph)));
        foreach (var (signature, graph) in graphs)
        {
            ct.ThrowIfCancellationRequested();
            entryPoints[signature.Name] = Compile(model, signature, graph);
        }

        return entryPoints;
    }

    private static OpGraph Import(ModelContext model, Signature signature, IReadOnlyList<string> outputs)
    {
        // TensorFlow numbers the arguments of a run by the sorted names of the fed tensors.
        var feeds = signature.Inputs.OrderBy(i => i.Value.Name, StringComparer.Ordinal).Select(i => (i.Key, i.Value.Name));
        var graph = GraphImporter.Import(model.MetaGraph.Graph, feeds, outputs.Select(alias => signature.Outputs[alias].Name), []);
        GraphOptimizer.Normalize(graph);
        return graph;
    }

    private static EntryPoint Compile(ModelContext model, Signature signature, OpGraph graph) =>
        new(signature, new PlanCompiler(model.Pool, model.Prepacked).Compile(graph), graph, model.Resources);
}
