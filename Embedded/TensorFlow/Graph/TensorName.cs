using System.Globalization;

namespace Embedded.TensorFlow.Graph;

/// <summary>Names of tensors: <c>node</c>, <c>node:2</c>, in functions <c>node:output:2</c>, and <c>^node</c> for a control input.</summary>
/// <param name="Node">The node, or an argument of the function.</param>
/// <param name="Argument">Output argument of the op; null in main graphs.</param>
/// <param name="Index">Index, within the output argument if there is one.</param>
/// <param name="IsControl">Order only, no value.</param>
internal readonly record struct TensorName(string Node, string? Argument, int Index, bool IsControl)
{
    public static TensorName Parse(string text)
    {
        if (text.StartsWith('^'))
        {
            return new TensorName(text[1..], null, 0, true);
        }

        var parts = text.Split(':');
        return parts.Length switch
        {
            1 => new TensorName(parts[0], null, 0, false),
            2 => new TensorName(parts[0], null, Number(parts[1], text), false),
            3 => new TensorName(parts[0], parts[1], Number(parts[2], text), false),
            _ => throw Malformed(text),
        };
    }

    // No op has as many outputs; a larger number would only make a slot array of that size.
    private static int Number(string digits, string text) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < 1_000_000 ? index : throw Malformed(text);

    private static TensorFlowException Malformed(string text) => TensorFlowException.InvalidArgument($"Malformed tensor name '{text}'");
}
