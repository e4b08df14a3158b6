using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Graph;

/// <summary>Names while one graph or function body is imported.</summary>
internal sealed class ImportScope(IReadOnlyDictionary<string, NodeDef> definitions)
{
    public IReadOnlyDictionary<string, NodeDef> Definitions { get; } = definitions;

    public Dictionary<string, GraphNode> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Fed tensors of the main graph, or arguments of the function.</summary>
    public Dictionary<(string Node, int Index), Output> Fed { get; } = [];

    /// <summary>Nodes made but not yet connected.</summary>
    public Queue<(GraphNode Node, NodeDef Definition)> Pending { get; } = new();

    /// <summary>What every node of the body waits for; null when the call waits for nothing.</summary>
    public GraphNode? Begin { get; set; }
}
