using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Embedded.TensorFlow.Kernels;

/// <summary>Elements of a tensor as cells of their width, for kernels that only move them.</summary>
internal static class Cells
{
    /// <typeparam name="T">An unsigned integer of the element's width, or <c>ReadOnlyMemory&lt;byte&gt;</c> for strings.</typeparam>
    public static Span<T> Of<T>(Tensor tensor)
    {
        if (typeof(T) == typeof(ReadOnlyMemory<byte>))
        {
            var strings = tensor.Strings;
            return MemoryMarshal.CreateSpan(ref Unsafe.As<ReadOnlyMemory<byte>, T>(ref MemoryMarshal.GetReference(strings)), strings.Length);
        }

        // T is one of the unmanaged widths that TypeDispatch.Moving chose by the size of the element.
        var bytes = tensor.Bytes;
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(bytes)), (int)tensor.ElementCount);
    }
}
