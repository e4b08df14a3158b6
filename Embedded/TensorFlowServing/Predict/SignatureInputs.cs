using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>Finds the inputs of a signature by the name in the request (empty: the default one); fails as the API has to answer.</summary>
internal delegate IReadOnlyDictionary<string, TensorInfo> SignatureInputs(string signatureName);
