using System.Globalization;

namespace Embedded.TensorFlow;

/// <summary>A failure with TensorFlow's status code and text.</summary>
/// <param name="code">The canonical code.</param>
/// <param name="message">TensorFlow's text where it has one, else a sentence that says what is wrong and what to do.</param>
/// <param name="innerException">What caused it, when an exception did.</param>
public sealed class TensorFlowException(StatusCode code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The canonical code.</summary>
    public StatusCode Code { get; } = code;

    internal static TensorFlowException InvalidArgument(FormattableString text) => new(StatusCode.InvalidArgument, Text(text));

    internal static TensorFlowException NotFound(FormattableString text) => new(StatusCode.NotFound, Text(text));

    internal static TensorFlowException FailedPrecondition(FormattableString text) => new(StatusCode.FailedPrecondition, Text(text));

    internal static TensorFlowException DataLoss(FormattableString text) => new(StatusCode.DataLoss, Text(text));

    internal static TensorFlowException OutOfRange(FormattableString text) => new(StatusCode.OutOfRange, Text(text));

    internal static TensorFlowException Unimplemented(FormattableString text) => new(StatusCode.Unimplemented, Text(text));

    internal static TensorFlowException ResourceExhausted(FormattableString text) => new(StatusCode.ResourceExhausted, Text(text));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
