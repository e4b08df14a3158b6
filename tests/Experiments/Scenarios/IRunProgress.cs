namespace Rollcall.Experiments.Scenarios;

/// <summary>Says how far the run is.</summary>
internal interface IRunProgress
{
    /// <summary>What happens now.</summary>
    void Now(string text);

    /// <summary>Something went wrong that the reader should see now.</summary>
    void Failed(string text);

    /// <summary>So much of the estimated time is done.</summary>
    void Advance(TimeSpan done);
}
