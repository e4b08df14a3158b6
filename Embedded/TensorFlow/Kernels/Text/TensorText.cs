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

    /// <summary>The first elements, with brackets around inner rows only: how an assertion shows what it was given.</summary>
    public static string Flat(Tensor tensor, int summarize)
    {
        var limit = (int)Math.Min(tensor.ElementCount, summarize < 0 ? int.MaxValue : summarize);
        var (text, shown) = (new StringBuilder(), 0);
        if (tensor.Rank == 0)
        {
            text.Append(limit > 0 ? Plain(tensor, 0) : "");
        }
        else
        {
            AppendFlat(text, tensor, 0, limit, ref shown);
        }

        return text.Append(tensor.ElementCount > limit ? "..." : "").ToString();
    }

    /// <summary>One element as TensorFlow's <c>StrCat</c> writes it.</summary>
    public static string Element(Tensor tensor, int index) => tensor.DType switch
    {
        DataType.String => $"\"{Escaped(StringCells.Text(tensor.Strings[index]))}\"",
        DataType.Bool => tensor.Data<bool>()[index] ? "1" : "0",
        DataType.Float => PrintF.Shortest(tensor.Data<float>()[index], 6),
        DataType.Double or DataType.Half or DataType.BFloat16 => PrintF.Shortest(Doubles.Read(tensor)[index], 6),
        DataType.UInt64 => tensor.Data<ulong>()[index].ToString(CultureInfo.InvariantCulture),
        _ => Elements.Integers(tensor)[index].ToString(CultureInfo.InvariantCulture),
    };

    private static string Plain(Tensor tensor, int index) =>
        tensor.DType == DataType.String ? Escaped(StringCells.Text(tensor.Strings[index])) : Element(tensor, index);

    private static void AppendFlat(StringBuilder text, Tensor tensor, int dimension, int limit, ref int shown)
    {
        var size = (int)tensor.Shape[dimension];
        for (var i = 0; i < size; i++)
        {
            if (dimension < tensor.Rank - 1)
            {
                var opens = shown < limit;
                text.Append(opens ? "[" : "");
                AppendFlat(text, tensor, dimension + 1, limit, ref shown);
                text.Append(opens ? "]" : "");
            }
            else if (shown >= limit)
            {
                // A row that is cut off says so, one that has not begun does not.
                text.Append(i > 0 && dimension != 0 ? "..." : "");
                return;
            }
            else
            {
                text.Append(i > 0 ? " " : "").Append(Plain(tensor, shown++));
            }
        }
    }

    // C's escapes; text beyond ASCII stays.
    private static string Escaped(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            result.Append(c switch
            {
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '"' or '\'' or '\\' => $@"\{c}",
                < ' ' or '\x7f' => $@"\{Convert.ToString(c, 8).PadLeft(3, '0')}",
                _ => c.ToString(),
            });
        }

        return result.ToString();
    }

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
