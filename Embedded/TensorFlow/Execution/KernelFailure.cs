using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Execution;

/// <summary>Names the node in the error of a kernel, as TensorFlow does.</summary>
internal static class KernelFailure
{
    public static TensorFlowException Describe(Exception failure, PlanStep step) => failure switch
    {
        TensorFlowException known => new(known.Code, $"{known.Message}\n\t [[{{{{node {step.Name}}}}}]]", known),
        MalformedMessageException malformed => new(StatusCode.InvalidArgument, $"{malformed.Message}\n\t [[{{{{node {step.Name}}}}}]]", malformed),
        DivideByZeroException zero => new(StatusCode.InvalidArgument, $"Integer division by zero\n\t [[{{{{node {step.Name}}}}}]]", zero),
        OutOfMemoryException memory => new(StatusCode.ResourceExhausted, $"OOM in op {step.Op}\n\t [[{{{{node {step.Name}}}}}]]", memory),

        // TensorFlow checks types and ranks of every node when it imports a graph; here a kernel stumbles over them.
        InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException => new(
            StatusCode.InvalidArgument, $"Op {step.Op} does not take these inputs: {failure.Message}\n\t [[{{{{node {step.Name}}}}}]]", failure),
        _ => new(StatusCode.Internal, $"Op {step.Op} failed: {failure.Message}\n\t [[{{{{node {step.Name}}}}}]]", failure),
    };
}
