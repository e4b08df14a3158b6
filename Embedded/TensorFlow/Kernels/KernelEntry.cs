namespace Embedded.TensorFlow.Kernels;

/// <summary>One op of the registry.</summary>
/// <param name="Op">TensorFlow's name; a leading underscore marks ops that only rewrite passes make.</param>
/// <param name="Family">Heading in the op table.</param>
/// <param name="Types">Element types, for people.</param>
/// <param name="Create">Makes the kernel.</param>
/// <param name="Traits">How passes and plans may treat the op.</param>
internal sealed record KernelEntry(string Op, string Family, string Types, KernelFactory Create, KernelTraits Traits)
{
    /// <summary>What is special, for the op table.</summary>
    public string Notes { get; init; } = "";
}
