namespace Rollcall.Experiments.Measuring;

/// <summary>All requests of one load, warm-up included, and the window that is measured.</summary>
/// <param name="Samples">Every request, in the order of their ends per client.</param>
/// <param name="Begin">Start of the measured window, since the start of the load.</param>
/// <param name="End">End of the measured window.</param>
internal sealed record LoadResult(IReadOnlyList<Sample> Samples, TimeSpan Begin, TimeSpan End)
{
    /// <summary>The requests whose latency counts: those that started within the window, however long they took.</summary>
    public IEnumerable<Sample> Measured => Samples.Where(sample => sample.Start >= Begin && sample.Start < End);

    /// <summary>Failures of the whole load: one during the warm-up is a failure all the same.</summary>
    public int Failures => Samples.Count(sample => sample.Failed);

    /// <summary>
    /// Good answers per second of the window. From the first answer to the last where there are enough of them: a window that is
    /// cut between two answers a fifth of a second apart would otherwise count one more or less by chance.
    /// </summary>
    public double Throughput()
    {
        const int Enough = 20;
        var ends = Samples.Where(sample => !sample.Failed && sample.End >= Begin && sample.End < End).Select(sample => sample.End).Order().ToArray();
        return ends.Length >= Enough && ends[^1] > ends[0]
            ? (ends.Length - 1) / (ends[^1] - ends[0]).TotalSeconds
            : ends.Length / (End - Begin).TotalSeconds;
    }
}
