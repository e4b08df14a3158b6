namespace Benchmarks.Runtime;

/// <summary>A network in some runtime, with its input in place.</summary>
internal interface ILoadedNetwork : IDisposable
{
    /// <summary>Runs the whole batch.</summary>
    void Run();

    /// <summary>The values of a run: logits.</summary>
    float[] Outputs();
}
