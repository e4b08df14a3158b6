namespace Aspire.Dashboard.Ingestion;

/// <summary>What became of a request.</summary>
/// <param name="Rejected">Items that were not kept.</param>
/// <param name="Reason">Why not.</param>
internal readonly record struct IngestResult(int Rejected, string Reason)
{
    public static IngestResult Complete { get; } = new(0, "");

    /// <summary>Adds the outcome of another part; the first reason is told.</summary>
    public IngestResult And(int rejected, string reason) =>
        rejected == 0 ? this : new(Rejected + rejected, Rejected == 0 ? reason : Reason);
}
