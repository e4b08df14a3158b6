namespace Embedded.TensorFlow.Format;

/// <summary>One node as the file has it. Instances are shared by every place where their function is inlined.</summary>
/// <param name="Name">Unique in its graph or function.</param>
/// <param name="Op">Operation, or the name of a library function.</param>
/// <param name="Inputs"><c>node</c>, <c>node:k</c>, <c>node:output:k</c> (functions) or <c>^node</c>.</param>
/// <param name="Attributes">Attributes given; those equal to the op's default may be missing.</param>
internal sealed record NodeDef(string Name, string Op, IReadOnlyList<string> Inputs, AttributeMap Attributes);
