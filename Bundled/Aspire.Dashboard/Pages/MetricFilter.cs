namespace Aspire.Dashboard.Pages;

/// <summary>Which instrument a page wants to see, and how much of it.</summary>
/// <param name="Resource">The sender.</param>
/// <param name="Meter">The meter.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Seconds">How far back.</param>
/// <param name="Wanted">Values of attributes; an attribute that is not there may have any.</param>
internal sealed record MetricFilter(string Resource, string Meter, string Instrument, int Seconds, IReadOnlyDictionary<string, string[]> Wanted);
