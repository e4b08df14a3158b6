// Pointers: see AlignedFloats.
namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>Working memory of the calling thread for one block of one operation. It grows to the largest block and is then reused.</summary>
internal static unsafe class KernelScratch
{
    [ThreadStatic]
    private static AlignedFloats? s_buffer;

    /// <summary>At least <paramref name="length"/> floats of undefined content, valid until the thread's next call.</summary>
    public static float* Rent(long length)
    {
        if (s_buffer is null || s_buffer.Length < length)
        {
            s_buffer = new AlignedFloats(length);
        }

        return s_buffer.Pointer;
    }
}
