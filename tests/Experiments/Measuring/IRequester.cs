namespace Rollcall.Experiments.Measuring;

/// <summary>Sends one request and reads the answer to its end.</summary>
internal interface IRequester
{
    /// <summary>Never throws for a failed request: failures are results, and are counted.</summary>
    Task<Answer> SendAsync();
}
