using System.Globalization;
using System.Text;

namespace Embedded.TensorFlow.Kernels.Tables;

/// <summary>Reads the text file of a table: one entry a line.</summary>
internal static class VocabularyFile
{
    public static (Tensor Keys, Tensor Values) Read(string path, VocabularyColumns columns, DataType valueType)
    {
        string[] lines;
        try
        {
            // Latin-1 there and back keeps every byte.
            lines = File.ReadAllLines(path, Encoding.Latin1);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TensorFlowException(StatusCode.NotFound, $"{path}; No such file or directory", e);
        }

        var count = columns.Size >= 0 ? Math.Min(columns.Size, lines.Length) : lines.Length;
        var keyType = columns.Key == VocabularyColumns.LineNumber ? DataType.Int64 : DataType.String;
        var (keys, values) = (Tensor.Create(keyType, count), Tensor.Create(valueType, count));
        for (var i = 0; i < count; i++)
        {
            Set(keys, i, lines[i], columns.Key, columns);
            Set(values, i, lines[i], columns.Value, columns);
        }

        return (keys, values);
    }

    private static void Set(Tensor target, int line, string text, int column, VocabularyColumns columns)
    {
        if (column == VocabularyColumns.LineNumber)
        {
            target.Data<long>()[line] = line + columns.Offset;
            return;
        }

        var parts = text.Split(columns.Delimiter);
        var part = column == VocabularyColumns.WholeLine ? text
            : column < parts.Length ? parts[column]
            : throw TensorFlowException.InvalidArgument($"Invalid number of columns in line {line + 1}: {parts.Length} instead of more than {column}");
        switch (target.DType)
        {
            case DataType.String:
                target.Strings[line] = Encoding.Latin1.GetBytes(part);
                break;
            case DataType.Int64 when long.TryParse(part, CultureInfo.InvariantCulture, out var number):
                target.Data<long>()[line] = number;
                break;
            case DataType.Int32 when int.TryParse(part, CultureInfo.InvariantCulture, out var number):
                target.Data<int>()[line] = number;
                break;
            case DataType.Float when float.TryParse(part, CultureInfo.InvariantCulture, out var number):
                target.Data<float>()[line] = number;
                break;
            default:
                throw TensorFlowException.InvalidArgument($"Field {part} in line {line + 1} is not a valid {target.DType.CanonicalName()}.");
        }
    }
}
