namespace Embedded.TensorFlow.Format;

/// <summary>A library function.</summary>
/// <param name="Name">Exact name by which nodes call it.</param>
/// <param name="Arguments">Names of the input arguments.</param>
/// <param name="Nodes">The body.</param>
/// <param name="Outputs">Names of the output arguments, in order.</param>
/// <param name="Returns">Tensor in the body by output argument.</param>
/// <param name="ControlReturns">Nodes whose effects a call must have.</param>
internal sealed record FunctionDef(
    string Name,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<NodeDef> Nodes,
    IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, string> Returns,
    IReadOnlyList<string> ControlReturns);
