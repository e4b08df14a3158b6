namespace Benchmarks.Runtime;

/// <summary>ResNet-50 in some runtime, with its input in place.</summary>
internal interface IImageModel : IDisposable
{
    /// <summary>Runs the whole batch.</summary>
    void Run();

    /// <summary>The logits of a run.</summary>
    float[] Logits();
}
