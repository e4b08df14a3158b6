namespace Embedded.TensorFlowServing.Rest;

/// <summary>Operations of the REST API.</summary>
internal enum RestApi
{
    Status,
    Metadata,
    Predict,
    Classify,
    Regress,
}
