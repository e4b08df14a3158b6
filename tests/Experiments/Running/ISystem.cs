namespace Rollcall.Experiments.Running;

/// <summary>The running application, as far as experiments touch it.</summary>
internal interface ISystem : IAsyncDisposable
{
    /// <summary>Names of the nodes.</summary>
    IReadOnlyList<string> Nodes { get; }

    /// <summary>The folder that the nodes serve; null when they serve the default models.</summary>
    ModelFolder? Models { get; }

    /// <summary>Address of a resource's endpoint.</summary>
    Uri Endpoint(string resource, string endpoint);

    /// <summary>Process ids of the running resources, by name.</summary>
    IReadOnlyDictionary<string, int> Processes { get; }

    /// <summary>Starts a resource that was stopped or died.</summary>
    Task StartAsync(string resource, CancellationToken cancellationToken);

    /// <summary>Stops a resource as an operator would, and waits until it is gone.</summary>
    Task StopAsync(string resource, CancellationToken cancellationToken);

    /// <summary>Ends the process of a resource at once (SIGKILL).</summary>
    void Kill(string resource);
}
