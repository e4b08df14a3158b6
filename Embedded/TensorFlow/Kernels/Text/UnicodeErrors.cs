using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>What becomes of bytes that are no text.</summary>
internal sealed class UnicodeErrors(AttributeMap attributes)
{
    private readonly string _policy = attributes.Text("errors", "replace");
    private readonly int _replacement = (int)attributes.Int("replacement_char", 0xFFFD);
    private readonly bool _replacesControls = attributes.Bool("replace_control_characters", false);

    /// <returns>The code point to put in; -1 for none.</returns>
    public int Replace() => _policy switch
    {
        "strict" => throw TensorFlowException.InvalidArgument($"Invalid formatting on input string"),
        "ignore" => -1,
        _ => _replacement,
    };

    /// <summary>Control characters count as errors on demand.</summary>
    public int Filter(int point) => _replacesControls && point <= 0x1F ? Replace() : point;
}
