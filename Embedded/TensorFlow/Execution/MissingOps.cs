using Embedded.TensorFlow.Graph;

namespace Embedded.TensorFlow.Execution;

/// <summary>Refuses a model that needs ops this runtime lacks, naming all of them at once.</summary>
internal static class MissingOps
{
    public static void Throw(IEnumerable<(string EntryPoint, OpGraph Graph)> graphs)
    {
        var missing = graphs.SelectMany(g => PlanCompiler.FindMissing(g.Graph)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var ops = string.Join(", ", missing.Select(n => n.Op).Distinct().Order(StringComparer.Ordinal));
        throw TensorFlowException.Unimplemented(
            $"Op type '{missing[0].Op}' (node '{missing[0].Name}') is not implemented by the embedded runtime. Missing ops of this model: {ops}. Serve it in container mode, where TensorFlow itself runs it.");
    }
}
