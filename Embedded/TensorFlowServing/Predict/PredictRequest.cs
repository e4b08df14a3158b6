using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>A predict call read from JSON.</summary>
/// <param name="SignatureName">As sent; empty means the default signature.</param>
/// <param name="RowFormat">Whether the answer is to be row by row (<c>instances</c>) or by column (<c>inputs</c>).</param>
/// <param name="Inputs">Tensors by input alias.</param>
internal sealed record PredictRequest(string SignatureName, bool RowFormat, IReadOnlyDictionary<string, Tensor> Inputs);
