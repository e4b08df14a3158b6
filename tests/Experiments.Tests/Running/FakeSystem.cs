using Rollcall.Experiments.Running;

namespace Rollcall.Experiments.Tests.Running;

/// <summary>An application of nothing; it counts how often it was started and ended.</summary>
internal sealed class FakeSystem : ISystem
{
    public IReadOnlyList<string> Nodes => [];

    public ModelFolder? Models => null;

    public bool Ended { get; private set; }

    public IReadOnlyDictionary<string, int> Processes => new Dictionary<string, int>();

    public Uri Endpoint(string resource, string endpoint) => new("http://localhost:1");

    public Task StartAsync(string resource, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(string resource, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Kill(string resource) => throw new InvalidOperationException($"{resource} does not run.");

    public ValueTask DisposeAsync()
    {
        Ended = true;
        return ValueTask.CompletedTask;
    }
}
