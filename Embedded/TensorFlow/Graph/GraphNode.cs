using System.Diagnostics;
using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Graph;

/// <summary>An operation in a graph that is being rewritten.</summary>
[DebuggerDisplay("{Op,nq} {Name,nq}")]
internal sealed class GraphNode(string name, string op, AttributeMap attributes)
{
    /// <summary>Name with the path of calls it was inlined through; appears in errors.</summary>
    public string Name { get; } = name;

    public string Op { get; set; } = op;

    public AttributeMap Attributes { get; } = attributes;

    public List<Output> Inputs { get; } = [];

    /// <summary>Nodes that must have run before this one without giving it a value.</summary>
    public List<GraphNode> Controls { get; } = [];

    /// <summary>The value of a <c>Const</c>.</summary>
    public Tensor? Value { get; set; }

    /// <summary>What a rewrite pass merged into this node; null for plain nodes.</summary>
    public Fusion? Fusion { get; set; }

    /// <summary>
    /// Functions that the node calls when it runs: the branches of an <c>If</c> or <c>Case</c>, condition and body of a <c>While</c>.
    /// Each has a feed for every argument.
    /// </summary>
    public IReadOnlyList<OpGraph> Bodies { get; set; } = [];

    /// <summary>Levels of loops inside of a loop that was raised from TensorFlow 1's form.</summary>
    public int Nesting { get; set; }

    public bool IsConstant => Op == "Const";

    public Output First => new(this, 0);

    public static GraphNode Constant(string name, Tensor value) => new(name, "Const", AttributeMap.Empty) { Value = value };
}
