using System.Runtime.CompilerServices;

namespace Embedded.TensorFlow;

/// <summary>
/// Memory of one or more tensors. Large buffers are pinned and start on a cache line, so that vector loads never straddle two
/// lines; small ones are plain arrays, because the pinned heap is slow to allocate from and is collected rarely.
/// </summary>
internal sealed class TensorBuffer
{
    /// <summary>Cache line, and the widest vector.</summary>
    public const int Alignment = 64;

    private const int AlignedFrom = 16 * 1024;

    private readonly byte[] _array;
    private readonly int _offset;

    private TensorBuffer(byte[] array, int offset, int length)
    {
        _array = array;
        _offset = offset;
        Length = length;
    }

    /// <summary>Usable bytes.</summary>
    public int Length { get; }

    /// <summary>Live slots of a running frame that point here; used by the frame that owns the buffer only.</summary>
    public int Holders { get; set; }

    /// <summary>The frame pool owns the memory: it must not leave a run.</summary>
    public bool IsPooled { get; init; }

    /// <summary>Memory of another frame, lent to the body of a loop or branch for one call: what keeps it must copy it.</summary>
    public bool IsBorrowed { get; init; }

    /// <summary>Whether the memory is used again after the run, so that whatever outlives it needs a copy.</summary>
    public bool IsTransient => IsPooled || IsBorrowed;

    /// <summary>The same memory for a frame that may not count it as its own.</summary>
    public TensorBuffer Lend() => new(_array, _offset, Length) { IsBorrowed = true };

    public static TensorBuffer Allocate(int length, bool clear, bool pooled = false)
    {
        if (length < AlignedFrom)
        {
            return new TensorBuffer(clear ? new byte[length] : GC.AllocateUninitializedArray<byte>(length), 0, length) { IsPooled = pooled };
        }

        var size = checked(length + Alignment);
        var array = clear ? GC.AllocateArray<byte>(size, pinned: true) : GC.AllocateUninitializedArray<byte>(size, pinned: true);
        return new TensorBuffer(array, Misalignment(array), length) { IsPooled = pooled };
    }

    /// <summary>
    /// Memory for what a model reads and folds while it loads, most of which becomes packed weights. It is not pinned: the pinned heap also holds
    /// what the runtime keeps for ever, and gives no region back that has some of that.
    /// </summary>
    public static TensorBuffer AllocateForLoading(int length) => new(GC.AllocateUninitializedArray<byte>(length), 0, length) { IsUnaligned = length >= AlignedFrom };

    /// <summary>Large, but not on a cache line.</summary>
    public bool IsUnaligned { get; private init; }

    public Span<byte> Span(int length) => _array.AsSpan(_offset, length);

    private static unsafe int Misalignment(byte[] pinned)
    {
        var address = (nuint)Unsafe.AsPointer(ref pinned[0]);
        return (int)((Alignment - (address % Alignment)) % Alignment);
    }
}
