using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Inference;

/// <summary>A classify or regress call.</summary>
/// <param name="SignatureName">As sent; empty means the default signature.</param>
/// <param name="Examples">Serialized tf.Examples, the shared context merged in; a string tensor of one dimension.</param>
internal sealed record ExampleRequest(string SignatureName, Tensor Examples);
