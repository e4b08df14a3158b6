namespace Benchmarks.Results;

/// <summary>How a value stands to its goals.</summary>
internal enum Verdict
{
    /// <summary>Every goal is met.</summary>
    Ok,

    /// <summary>What must hold does; the aim is not reached.</summary>
    AimShort,

    /// <summary>What must hold does not; or there is only an aim, and it is not reached.</summary>
    Short,

    /// <summary>There is no goal.</summary>
    Reported,

    /// <summary>There is no value.</summary>
    NotMeasured,
}
