namespace Models.ResNet50;

/// <summary>One variable of the network.</summary>
/// <param name="Name">Its name, which also seeds its values.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Kind">Its use.</param>
/// <param name="Scale">The constant in the formula of its kind: number of inputs, middle value or range.</param>
internal sealed record ModelTensor(string Name, long[] Shape, TensorKind Kind, double Scale)
{
    public long ElementCount => Shape.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>The attribute path in the checkpoint: the name without the network's.</summary>
    public string Path => Name[(Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
