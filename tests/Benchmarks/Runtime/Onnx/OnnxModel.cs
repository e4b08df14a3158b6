using System.Runtime.InteropServices;

namespace Benchmarks.Runtime.Onnx;

/// <summary>The network in ONNX Runtime, with its default optimisations.</summary>
internal sealed unsafe class OnnxModel : IImageModel
{
    private const int LogErrors = 3;

    private static readonly nint s_input = Marshal.StringToCoTaskMemUTF8(ResNet50Onnx.Input);
    private static readonly nint[] s_outputs = GC.AllocateArray<nint>(2, pinned: true);

    private readonly nint _environment;
    private readonly nint _session;
    private readonly nint _tensor;
    private readonly float[] _logits;

    // The tensor points into it.
    private readonly float[] _pixels;

    static OnnxModel()
    {
        s_outputs[0] = Marshal.StringToCoTaskMemUTF8(ResNet50Onnx.Logits);
        s_outputs[1] = Marshal.StringToCoTaskMemUTF8(ResNet50Onnx.Probabilities);
    }

    public OnnxModel(string path, int threads, int batch)
    {
        _pixels = Images.Batch(batch);
        _logits = new float[batch * 1000];
        _environment = OrtApi.CreateEnvironment(LogErrors, "benchmark");
        _session = OrtApi.CreateSession(_environment, path, threads);
        _tensor = OrtApi.CreateTensor((float*)Marshal.UnsafeAddrOfPinnedArrayElement(_pixels, 0), _pixels.Length, Images.Shape(batch));
    }

    public void Run() => Run(logits: null);

    public float[] Logits()
    {
        Run(_logits);
        return _logits;
    }

    public void Dispose()
    {
        OrtApi.ReleaseTensor(_tensor);
        OrtApi.ReleaseSession(_session);
        OrtApi.ReleaseEnvironment(_environment);
    }

    private void Run(float[]? logits)
    {
        Span<nint> outputs = [0, 0];
        OrtApi.Run(_session, (byte*)s_input, _tensor, (byte**)Marshal.UnsafeAddrOfPinnedArrayElement(s_outputs, 0), outputs);
        if (logits is not null)
        {
            new ReadOnlySpan<float>(OrtApi.Data(outputs[0]), logits.Length).CopyTo(logits);
        }

        OrtApi.ReleaseTensor(outputs[0]);
        OrtApi.ReleaseTensor(outputs[1]);
    }
}
