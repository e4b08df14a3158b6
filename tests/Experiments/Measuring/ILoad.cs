namespace Rollcall.Experiments.Measuring;

/// <summary>How requests are offered.</summary>
internal interface ILoad
{
    /// <summary>Name for the results: <c>closed</c> or <c>open</c>.</summary>
    string Kind { get; }

    /// <summary>Clients of a closed loop; requests per second of an open one.</summary>
    double Level { get; }

    /// <summary>Offers requests for the warm-up and the window, then waits for the answers that are still due.</summary>
    Task<LoadResult> RunAsync(IRequester requester, LoadTimes times, TimeProvider time, CancellationToken cancellationToken);
}

/// <summary>How long a load runs.</summary>
/// <param name="WarmUp">Not measured.</param>
/// <param name="Window">Measured.</param>
internal readonly record struct LoadTimes(TimeSpan WarmUp, TimeSpan Window);
