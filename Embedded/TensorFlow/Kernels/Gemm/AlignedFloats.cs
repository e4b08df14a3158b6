// Pointers: the kernels address rows by byte offsets. The memory is not the collector's: packed weights make up most of a process and live as long as
// their model; among short-lived arrays they would keep whole regions of the heap from being given back.
using System.Runtime.InteropServices;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>Floats whose first lies on a cache line. Users of <see cref="Pointer"/> keep the object alive.</summary>
internal sealed unsafe class AlignedFloats
{
    private const int Alignment = 64;

    /// <summary>Allocates <paramref name="length"/> floats, not cleared.</summary>
    public AlignedFloats(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        Pointer = (float*)NativeMemory.AlignedAlloc(checked((nuint)length * sizeof(float)), Alignment);
    }

    ~AlignedFloats() => NativeMemory.AlignedFree(Pointer);

    /// <summary>The first element, 64-byte aligned.</summary>
    public float* Pointer { get; }

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>Keeps the memory alive up to this call, and documents that it is still in use.</summary>
    public void KeepAlive() => GC.KeepAlive(this);
}
