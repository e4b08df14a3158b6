namespace Agent.Polling;

/// <summary>Asks the node.</summary>
internal interface INodeClient
{
    /// <summary>One GET. Never throws but for cancellation by the caller.</summary>
    ValueTask<NodeAnswer> GetAsync(string path, TimeSpan timeout, CancellationToken cancellationToken);
}
