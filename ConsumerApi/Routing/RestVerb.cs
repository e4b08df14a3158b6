namespace ConsumerApi.Routing;

/// <summary>What TensorFlow Serving's REST API offers on a model.</summary>
internal enum RestVerb
{
    Predict,
    Classify,
    Regress,
    Status,
    Metadata,
}
