namespace Embedded.TensorFlow;

/// <summary>A named entry point of a model.</summary>
/// <param name="Name">Key in the model, such as <c>serving_default</c>.</param>
/// <param name="MethodName">Such as <c>tensorflow/serving/predict</c>; empty in some signatures that are not meant to be served.</param>
/// <param name="Inputs">Inputs by alias.</param>
/// <param name="Outputs">Outputs by alias.</param>
/// <param name="Defaults">Values for inputs that a request may leave out, by alias.</param>
public sealed record Signature(
    string Name,
    string MethodName,
    IReadOnlyDictionary<string, TensorInfo> Inputs,
    IReadOnlyDictionary<string, TensorInfo> Outputs,
    IReadOnlyDictionary<string, Tensor> Defaults);
