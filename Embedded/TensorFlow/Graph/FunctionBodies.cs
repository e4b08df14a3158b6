namespace Embedded.TensorFlow.Graph;

/// <summary>Ops that choose at run time which of their functions runs, and how often.</summary>
internal static class FunctionBodies
{
    public static bool Has(string op) => op is "If" or "StatelessIf" or "Case" or "StatelessCase" or "While" or "StatelessWhile";

    public static bool IsLoop(GraphNode node) => node.Op is "While" or "StatelessWhile";

    /// <summary>Names of the functions in the order of <see cref="GraphNode.Bodies"/>.</summary>
    public static IReadOnlyList<string> Of(GraphNode node) => node.Op switch
    {
        "If" or "StatelessIf" => [Named(node, "then_branch"), Named(node, "else_branch")],
        "While" or "StatelessWhile" => [Named(node, "cond"), Named(node, "body")],
        _ => node.Attributes.Functions("branches"),
    };

    /// <summary>The input of the node that becomes argument 0 of its functions.</summary>
    public static int FirstArgument(GraphNode node) => IsLoop(node) ? 0 : 1;

    private static string Named(GraphNode node, string attribute) => node.Attributes.Function(attribute)
        ?? throw TensorFlowException.InvalidArgument($"Node '{node.Name}' (type: '{node.Op}') lacks the attribute '{attribute}'");
}
