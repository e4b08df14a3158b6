namespace Benchmarks.Runtime.SavedModels;

/// <summary>Values of a node's attributes.</summary>
internal static class AttributeOf
{
    public static byte[] Text(string value) => new ProtoWriter().Text(2, value).Written.ToArray();

    public static byte[] Number(long value) => new ProtoWriter().Number(3, value).Written.ToArray();

    public static byte[] Number(float value) => new ProtoWriter().Single(4, value).Written.ToArray();

    public static byte[] Flag(bool value) => new ProtoWriter().Number(5, value ? 1 : 0).Written.ToArray();

    public static byte[] Type(int value) => new ProtoWriter().Number(6, value).Written.ToArray();

    /// <param name="message">A written TensorProto.</param>
    public static byte[] Tensor(byte[] message) => new ProtoWriter().Bytes(8, message).Written.ToArray();

    public static byte[] List(params ReadOnlySpan<long> values)
    {
        var list = new ProtoWriter();
        foreach (var value in values)
        {
            list.Number(3, value);
        }

        return new ProtoWriter().Bytes(1, list.Written).Written.ToArray();
    }
}
