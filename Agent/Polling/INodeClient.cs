namespace Agent.Polling;

/// <summary>Asks the node. It blocks: polls have a thread of their own, and handing them to another one at each answer costs more than the poll.</summary>
internal interface INodeClient
{
    /// <summary>One GET. Never throws but for cancellation by the caller.</summary>
    NodeAnswer Get(string path, TimeSpan timeout, CancellationToken cancellationToken);
}
