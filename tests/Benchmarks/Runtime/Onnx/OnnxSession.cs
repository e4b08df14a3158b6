using System.Runtime.InteropServices;

namespace Benchmarks.Runtime.Onnx;

/// <summary>A model in ONNX Runtime with its one input in place, and its default optimisations.</summary>
internal sealed unsafe class OnnxSession : IDisposable
{
    private const int LogErrors = 3;

    private readonly nint _environment;
    private readonly nint _session;
    private readonly nint _tensor;
    private readonly nint _inputName;
    private readonly nint[] _outputNames;

    // The tensor points into it.
    private readonly float[] _input;

    /// <param name="path">The model.</param>
    /// <param name="threads">Threads that share an operation.</param>
    /// <param name="name">The input's name.</param>
    /// <param name="input">Its values, in a pinned array.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="outputs">Names of the outputs that every run makes.</param>
    public OnnxSession(string path, int threads, string name, float[] input, ReadOnlySpan<long> shape, IReadOnlyList<string> outputs)
    {
        _input = input;
        _environment = OrtApi.CreateEnvironment(LogErrors, "benchmark");
        _session = OrtApi.CreateSession(_environment, path, threads);
        _tensor = OrtApi.CreateTensor((float*)Marshal.UnsafeAddrOfPinnedArrayElement(_input, 0), _input.Length, shape);
        _inputName = Marshal.StringToCoTaskMemUTF8(name);
        _outputNames = [.. outputs.Select(Marshal.StringToCoTaskMemUTF8)];
    }

    /// <summary>Runs the model; copies the beginning of its first output.</summary>
    public void Run(Span<float> first = default)
    {
        Span<nint> outputs = stackalloc nint[_outputNames.Length];
        outputs.Clear();
        fixed (nint* names = _outputNames)
        {
            OrtApi.Run(_session, (byte*)_inputName, _tensor, (byte**)names, outputs);
        }

        new ReadOnlySpan<float>(OrtApi.Data(outputs[0]), first.Length).CopyTo(first);
        foreach (var output in outputs)
        {
            OrtApi.ReleaseTensor(output);
        }
    }

    public void Dispose()
    {
        OrtApi.ReleaseTensor(_tensor);
        OrtApi.ReleaseSession(_session);
        OrtApi.ReleaseEnvironment(_environment);
        Marshal.FreeCoTaskMem(_inputName);
        Array.ForEach(_outputNames, Marshal.FreeCoTaskMem);
    }
}
