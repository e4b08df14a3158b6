namespace Benchmarks.Runtime.Onnx;

/// <summary>The network in ONNX Runtime.</summary>
internal sealed class OnnxModel(string path, int threads, int batch) : IImageModel
{
    private readonly OnnxSession _session =
        new(path, threads, ResNet50Onnx.Input, Images.Batch(batch), Images.Shape(batch), [ResNet50Onnx.Logits, ResNet50Onnx.Probabilities]);

    public void Run() => _session.Run();

    public float[] Logits()
    {
        var logits = new float[batch * ResNet50Onnx.Classes];
        _session.Run(logits);
        return logits;
    }

    public void Dispose() => _session.Dispose();
}
