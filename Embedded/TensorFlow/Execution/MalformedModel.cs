using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Execution;

/// <summary>
/// Turns what a broken file does to the code that reads it into an error that says so. Attributes are decoded and shapes used
/// when a node needs them; TensorFlow checks all of it when it imports the graph and answers INVALID_ARGUMENT.
/// </summary>
internal static class MalformedModel
{
    /// <returns>Null for what is no fault of the model.</returns>
    public static TensorFlowException? Describe(Exception failure, string directory) => failure switch
    {
        MalformedMessageException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or KeyNotFoundException or OverflowException
            or FormatException or InvalidCastException or NullReferenceException =>
            new TensorFlowException(StatusCode.InvalidArgument, $"The graph of {directory} is malformed: {failure.Message}", failure),
        OutOfMemoryException => new TensorFlowException(StatusCode.ResourceExhausted, $"OOM when loading {directory}", failure),
        _ => null,
    };
}
