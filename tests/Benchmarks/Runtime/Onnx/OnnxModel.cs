namespace Benchmarks.Runtime.Onnx;

/// <summary>A network in ONNX Runtime.</summary>
/// <param name="path">The model.</param>
/// <param name="threads">Threads that share an operation.</param>
/// <param name="name">The input's name.</param>
/// <param name="input">Its values, in a pinned array.</param>
/// <param name="shape">Its dimensions.</param>
/// <param name="outputs">Names of the outputs that every run makes, the logits first.</param>
/// <param name="logits">Number of logits.</param>
internal sealed class OnnxModel(string path, int threads, string name, float[] input, long[] shape, IReadOnlyList<string> outputs, int logits) : ILoadedNetwork
{
    private readonly OnnxSession _session = new(path, threads, name, input, shape, outputs);

    public void Run() => _session.Run();

    public float[] Outputs()
    {
        var values = new float[logits];
        _session.Run(values);
        return values;
    }

    public void Dispose() => _session.Dispose();
}
