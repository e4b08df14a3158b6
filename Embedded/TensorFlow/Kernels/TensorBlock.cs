namespace Embedded.TensorFlow.Kernels;

/// <summary>Copies runs of elements between tensors of one type, strings included.</summary>
internal static class TensorBlock
{
    public static void Copy(Tensor source, int from, Tensor target, int to, int count)
    {
        if (source.DType == DataType.String)
        {
            source.Strings.Slice(from, count).CopyTo(target.Strings[to..]);
            return;
        }

        var size = source.DType.Size();
        source.Bytes.Slice(from * size, count * size).CopyTo(target.Bytes[(to * size)..]);
    }
}
