using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>
/// Reads the body of a predict call. What almost every client sends, arrays of numbers, goes straight into the tensor
/// (<see cref="DensePredictReader"/>); everything else, errors above all, through a tree (<see cref="TreePredictReader"/>), which
/// knows the original's order of checks and its texts. Both agree on what is accepted; a test holds them to it.
/// </summary>
internal static class PredictRequestReader
{
    /// <summary>Reads the body.</summary>
    /// <param name="buffer">The body and, after it, at least one zero byte.</param>
    /// <param name="length">Bytes of the body.</param>
    /// <param name="signatureInputs">Asked after the body is known to be JSON, so that bad JSON wins over an unknown model.</param>
    /// <exception cref="TensorFlowException">With the original's code and text.</exception>
    public static PredictRequest Read(byte[] buffer, int length, SignatureInputs signatureInputs) =>
        DensePredictReader.TryRead(buffer.AsSpan(0, length + 1), signatureInputs)
        ?? TreePredictReader.Read(buffer.AsMemory(0, length), signatureInputs);
}
