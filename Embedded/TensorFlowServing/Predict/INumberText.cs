namespace Embedded.TensorFlowServing.Predict;

/// <summary>Parses one element type from JSON text that ends with a zero byte; false declines and leaves the judgement to the tree reader.</summary>
internal interface INumberText<T>
{
    static abstract bool TryParse(ReadOnlySpan<byte> json, ref int position, out T value);
}
