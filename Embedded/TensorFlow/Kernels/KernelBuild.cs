using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Graph;

namespace Embedded.TensorFlow.Kernels;

/// <summary>What is known of a node when its kernel is made.</summary>
internal sealed class KernelBuild(GraphNode node, PrepackCache cache)
{
    private readonly HashSet<int> _absorbed = [];

    public GraphNode Node { get; } = node;

    public AttributeMap Attributes => Node.Attributes;

    /// <summary>Prepared weights, shared by all plans of the model.</summary>
    public PrepackCache Cache { get; } = cache;

    /// <summary>Plans of the functions that the node calls.</summary>
    public IReadOnlyList<Execution.Plan> Bodies { get; init; } = [];

    /// <summary>The value of an input that no run can change; null for others.</summary>
    public Tensor? Constant(int input) => input < Node.Inputs.Count ? Node.Inputs[input].Constant : null;

    /// <summary>Says that the kernel holds a constant input in a form of its own and will not ask for it.</summary>
    public void Absorb(int input) => _absorbed.Add(input);

    /// <summary>Whether the kernel does without this input.</summary>
    public bool IsAbsorbed(int input) => _absorbed.Contains(input);
}
