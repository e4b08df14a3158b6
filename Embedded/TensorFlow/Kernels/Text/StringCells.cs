using System.Text;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Strings of a kernel as .NET text, and back.</summary>
internal static class StringCells
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 text; bytes that are none are kept as Latin-1 characters, and <paramref name="encoding"/> brings them back.</summary>
    public static string Text(ReadOnlyMemory<byte> bytes, out Encoding encoding)
    {
        try
        {
            encoding = s_strict;
            return s_strict.GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            encoding = Encoding.Latin1;
            return Encoding.Latin1.GetString(bytes.Span);
        }
    }

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static string Scalar(KernelContext context, int input) => context.Input(input) is { DType: DataType.String, ElementCount: > 0 } text
        ? Text(text.Strings[0])
        : throw TensorFlowException.InvalidArgument($"Input {input} of {context.Op} must be a string");

    /// <summary>A kernel that turns each string into another.</summary>
    public static KernelBody Each(Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> function) => context => Each(context, function);

    public static void Each(KernelContext context, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> function)
    {
        var x = context.Input(0);
        var target = context.Allocate(0, DataType.String, x.Shape).Strings;
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = function(x.Strings[i]);
        }
    }
}
