namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A number or a name.</summary>
/// <param name="Number">The number.</param>
/// <param name="Text">The name.</param>
public sealed record Int32OrStringV1(int? Number = null, string? Text = null)
{
    /// <summary>Takes a number.</summary>
    public static implicit operator Int32OrStringV1(int value) => new(value, null);
}
