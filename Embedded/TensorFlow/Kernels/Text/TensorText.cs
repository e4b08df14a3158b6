using System.Globalization;
using System.Text;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Tensors as people read them.</summary>
internal static class TensorText
{
    /// <summary>Rows in brackets, the middle left out.</summary>
    public static string Summary(Tensor tensor, int summarize)
    {
        var text = new StringBuilder();
        Append(text, tensor, 0, 0, summarize < 0 ? int.MaxValue : summarize);
        return text.ToString();
    }

    /// <summary>One element as TensorFlow's <c>StrCat</c> writes it.</summary>
    public static string Element(Tensor tensor, int index) => tensor.DType switch
    {
        DataType.String => $"\"{StringCells.Text(tensor.Strings[index])}\"",
        DataType.Bool => tensor.Data<bool>()[index] ? "1" : "0",
        DataType.Float => PrintF.Shortest(tensor.Data<float>()[index], 6),
        DataType.Double or DataType.Half or DataType.BFloat16 => PrintF.Shortest(Doubles.Read(tensor)[index], 6),
        DataType.UInt64 => tensor.Data<ulong>()[index].ToString(CultureInfo.InvariantCulture),
        _ => Elements.Integers(tensor)[index].ToString(CultureInfo.InvariantCulture),
    };

    private static void Append(StringBuilder text, Tensor tensor, int dimension, int offset, int summarize)
    {
        if (dimension == tensor.Rank)
        {
            text.Append(Element(tensor, offset));
            return;
        }

        var size = (int)tensor.Shape[dimension];
        var step = Shaping.JoinKernels.Product(tensor.Shape[(dimension + 1)..]);
        text.Append('[');
        for (var i = 0; i < size; i++)
        {
            if (size > 2L * summarize && i >= summarize && i < size - summarize)
            {
                text.Append(i == summarize ? Spacing(dimension, tensor.Rank) + "..." : "");
                continue;
            }

            text.Append(i > 0 ? Spacing(dimension, tensor.Rank) : "");
            Append(text, tensor, dimension + 1, offset + (i * step), summarize);
        }

        text.Append(']');
    }

    // A blank between numbers, and a line break for every dimension that ends.
    private static string Spacing(int dimension, int rank) =>
        dimension == rank - 1 ? " " : new string('\n', rank - dimension - 1) + new string(' ', dimension + 1);
}
