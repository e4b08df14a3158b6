namespace Embedded.TensorFlow.Format;

/// <summary>The main graph and the functions it calls.</summary>
internal sealed record GraphDef(IReadOnlyDictionary<string, NodeDef> Nodes, FunctionLibrary Library);
