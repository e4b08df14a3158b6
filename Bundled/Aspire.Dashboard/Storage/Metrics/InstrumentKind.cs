namespace Aspire.Dashboard.Storage.Metrics;

/// <summary>What an instrument's points mean.</summary>
internal enum InstrumentKind
{
    /// <summary>A value that is read now and then; sums of several mean little.</summary>
    Gauge,

    /// <summary>A total that only grows: what is shown of it is its rate.</summary>
    Counter,

    /// <summary>A total that goes up and down.</summary>
    UpDownCounter,

    /// <summary>A distribution: what is shown of it is its percentiles.</summary>
    Histogram,
}
