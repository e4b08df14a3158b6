namespace Microsoft.Extensions.Http.Resilience;

/// <summary>An instance of a pipeline: all instances of a name are built alike and share nothing.</summary>
internal readonly record struct HttpKey(string Name, string Instance)
{
    /// <summary>Compares the part that says how a pipeline is built.</summary>
    public static readonly IEqualityComparer<HttpKey> BuilderComparer =
        EqualityComparer<HttpKey>.Create(static (x, y) => x.Name == y.Name, static key => key.Name.GetHashCode(StringComparison.Ordinal));
}
