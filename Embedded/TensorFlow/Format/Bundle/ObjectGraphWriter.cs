namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>
/// Writes the TrackableObjectGraph of a checkpoint: the tree of attributes that leads to its variables. Serving does not need
/// it, Python's <c>tf.saved_model.load</c> does.
/// </summary>
internal static class ObjectGraphWriter
{
    /// <summary>The key under which a checkpoint holds its object graph.</summary>
    public const string Key = "_CHECKPOINTABLE_OBJECT_GRAPH";

    public static byte[] Write(IEnumerable<(string Path, string FullName)> variables, string valueSuffix)
    {
        // Node 0 is the root.
        var nodes = new List<ProtoWriter> { new() };
        var known = new Dictionary<string, int> { [string.Empty] = 0 };
        foreach (var (path, fullName) in variables)
        {
            var node = Find(path, nodes, known);

            // attributes: SerializedTensor { name, full_name, checkpoint_key }.
            nodes[node].Message(2, new ProtoWriter().Text(1, "VARIABLE_VALUE").Text(2, fullName).Text(3, path + valueSuffix));
        }

        var graph = new ProtoWriter();
        foreach (var node in nodes)
        {
            graph.Message(1, node);
        }

        return graph.Written.ToArray();
    }

    private static int Find(string path, List<ProtoWriter> nodes, Dictionary<string, int> known)
    {
        if (known.TryGetValue(path, out var node))
        {
            return node;
        }

        var slash = path.LastIndexOf('/');
        var parent = Find(slash < 0 ? string.Empty : path[..slash], nodes, known);
        node = nodes.Count;
        nodes.Add(new());
        known[path] = node;

        // children: ObjectReference { node_id, local_name }.
        nodes[parent].Message(1, new ProtoWriter().Number(1, node).Text(2, path[(slash + 1)..]));
        return node;
    }
}
