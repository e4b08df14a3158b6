namespace Aspire.Dashboard.Storage.Metrics;

/// <summary>An instrument at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Description">What it measures.</param>
/// <param name="Kind">What its points mean.</param>
/// <param name="Bounds">Upper bounds of a histogram's buckets but the last.</param>
/// <param name="Series">Its series.</param>
internal sealed record InstrumentSnapshot(string Name, string Unit, string Description, InstrumentKind Kind, double[] Bounds, SeriesSnapshot[] Series);

/// <summary>A series at one moment.</summary>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Points">Its points, the oldest first.</param>
internal sealed record SeriesSnapshot(IReadOnlyList<Attributes.Item> Attributes, MetricPoint[] Points);
