namespace Embedded.TensorFlow.Kernels.Tables;

/// <summary>What of a line is key and what is value.</summary>
/// <param name="Key">Column, or one of the constants.</param>
/// <param name="Value">Column, or one of the constants.</param>
/// <param name="Size">Lines to read; -1 for all.</param>
/// <param name="Delimiter">Between columns.</param>
/// <param name="Offset">Added to line numbers.</param>
internal sealed record VocabularyColumns(int Key, int Value, long Size, string Delimiter, long Offset)
{
    public const int WholeLine = -2;
    public const int LineNumber = -1;
}
