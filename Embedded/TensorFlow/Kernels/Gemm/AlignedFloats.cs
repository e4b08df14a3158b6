// Pointers: the kernels address rows by byte offsets; the array is pinned for its whole life, so they stay valid while it is referenced.
namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>A pinned float array whose first element lies on a cache line. Users of <see cref="Pointer"/> keep the object alive.</summary>
internal sealed unsafe class AlignedFloats
{
    private const int Alignment = 64;

    private readonly float[] _array;

    /// <summary>Allocates <paramref name="length"/> floats, not cleared.</summary>
    public AlignedFloats(long length)
    {
        _array = GC.AllocateUninitializedArray<float>(checked((int)length + (Alignment / sizeof(float))), pinned: true);
        var address = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _array[0]);
        Pointer = (float*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
        Length = length;
    }

    /// <summary>The first element, 64-byte aligned.</summary>
    public float* Pointer { get; }

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>Keeps the memory alive up to this call, and documents that it is still in use.</summary>
    public void KeepAlive() => GC.KeepAlive(_array);
}
