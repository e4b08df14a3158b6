using System.Runtime.InteropServices;
using Benchmarks.Anchors;

namespace Benchmarks.Runtime.Onnx;

/// <summary>
/// ONNX Runtime's C interface: one exported function leads to a table of the others, whose first entries never move (its own promise; these
/// are all from version 1). The numbers are places in that table.
/// </summary>
internal static unsafe class OrtApi
{
    private const uint Version = 1;

    private static readonly Lazy<nint> s_table = new(() =>
    {
        var library = NativeLibrary.Load(Anchor.OnnxRuntime.Path ?? throw new InvalidOperationException(Anchor.OnnxRuntime.Missing));
        var entry = (delegate* unmanaged<nint*>)NativeLibrary.GetExport(library, "OrtGetApiBase");
        var table = ((delegate* unmanaged<uint, nint>)entry()[0])(Version);
        return table != 0 ? table : throw new InvalidOperationException("This ONNX Runtime has no C interface of version 1.");
    });

    public static nint CreateEnvironment(int logLevel, string name)
    {
        nint result;
        fixed (byte* text = Text(name))
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)At(3))(logLevel, text, &result));
        }

        return result;
    }

    public static nint CreateSession(nint environment, string path, int threads)
    {
        nint options, session;
        Check(((delegate* unmanaged<nint*, nint>)At(10))(&options));
        try
        {
            const int EnableAll = 99;
            Check(((delegate* unmanaged<nint, int, nint>)At(23))(options, EnableAll));
            Check(((delegate* unmanaged<nint, int, nint>)At(24))(options, threads));
            Check(((delegate* unmanaged<nint, int, nint>)At(25))(options, 1));
            fixed (byte* text = Text(path))
            {
                Check(((delegate* unmanaged<nint, byte*, nint, nint*, nint>)At(7))(environment, text, options, &session));
            }

            return session;
        }
        finally
        {
            Release(100, options);
        }
    }

    /// <summary>A tensor over memory that the caller keeps in place.</summary>
    public static nint CreateTensor(float* data, long count, ReadOnlySpan<long> shape)
    {
        const int DeviceAllocator = 0, DefaultMemory = 0, Float = 1;
        nint memory, tensor;
        Check(((delegate* unmanaged<int, int, nint*, nint>)At(69))(DeviceAllocator, DefaultMemory, &memory));
        try
        {
            fixed (long* dimensions = shape)
            {
                Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)At(49))(
                    memory, data, (nuint)(count * sizeof(float)), dimensions, (nuint)shape.Length, Float, &tensor));
            }

            return tensor;
        }
        finally
        {
            Release(94, memory);
        }
    }

    /// <summary>Runs a model with one input; the outputs have to be released.</summary>
    public static void Run(nint session, byte* inputName, nint input, byte** outputNames, Span<nint> outputs)
    {
        fixed (nint* values = outputs)
        {
            Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)At(9))(
                session, 0, &inputName, &input, 1, outputNames, (nuint)outputs.Length, values));
        }
    }

    public static float* Data(nint tensor)
    {
        void* data;
        Check(((delegate* unmanaged<nint, void**, nint>)At(51))(tensor, &data));
        return (float*)data;
    }

    public static void ReleaseEnvironment(nint value) => Release(92, value);

    public static void ReleaseSession(nint value) => Release(95, value);

    public static void ReleaseTensor(nint value) => Release(96, value);

    private static nint At(int place) => ((nint*)s_table.Value)[place];

    private static void Release(int place, nint value) => ((delegate* unmanaged<nint, void>)At(place))(value);

    private static byte[] Text(string value) => System.Text.Encoding.UTF8.GetBytes(value + '\0');

    private static void Check(nint status)
    {
        if (status != 0)
        {
            var message = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)At(2))(status));
            Release(93, status);
            throw new InvalidOperationException($"ONNX Runtime: {message}");
        }
    }
}
