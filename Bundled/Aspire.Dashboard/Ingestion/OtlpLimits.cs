namespace Aspire.Dashboard.Ingestion;

/// <summary>The largest requests.</summary>
internal static class OtlpLimits
{
    /// <summary>Over HTTP: what Kestrel allows by default.</summary>
    public const int HttpBytes = 30_000_000;

    /// <summary>Over gRPC: what servers of .NET, Go and Java allow by default.</summary>
    public const int GrpcBytes = 4 * 1024 * 1024;
}
