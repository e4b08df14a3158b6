using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>Reads nested JSON arrays as a dense tensor.</summary>
internal static class TreeTensor
{
    // TensorFlow's limit on dimensions. It also bounds the recursion below.
    private const int MaxRank = 254;

    /// <summary>The shape that the first elements suggest; <see cref="Fill"/> finds out whether the others agree.</summary>
    public static long[] ShapeOf(JsonTree tree, int value)
    {
        var shape = new List<long>();
        while (tree.Kind(value) == JsonKind.Array)
        {
            shape.Add(tree[value].Count);
            if (shape.Count > MaxRank)
            {
                throw new TensorFlowException(StatusCode.InvalidArgument, $"JSON list is nested more than {MaxRank} levels deep, the most that a tensor can have");
            }

            if (tree[value].Count == 0)
            {
                break;
            }

            value++;
        }

        return [.. shape];
    }

    /// <summary>Appends all leaves in order; returns how many there are.</summary>
    public static int Fill(JsonTree tree, int value, ReadOnlySpan<long> shape, ElementList elements, int level = 0)
    {
        if (tree.Kind(value) != JsonKind.Array)
        {
            if (level != shape.Length)
            {
                throw Invalid($"JSON Value: {JsonEcho.Text(tree, value)} found at incorrect level: {level + 1} in the JSON DOM. Expected at level: {shape.Length}");
            }

            elements.Add(tree, value);
            return 1;
        }

        if (level >= shape.Length)
        {
            throw Invalid($"Encountered list at unexpected level: {level} expected < {shape.Length}");
        }

        var size = tree[value].Count;
        if (size != shape[level])
        {
            throw Invalid($"Encountered list at unexpected size: {size} at level: {level} expected size: {shape[level]}");
        }

        var count = 0;
        var element = value + 1;
        for (var i = 0; i < size; i++, element = tree[element].Next)
        {
            count += Fill(tree, element, shape, elements, level + 1);
        }

        return count;
    }

    private static TensorFlowException Invalid(string text) => new(StatusCode.InvalidArgument, text);
}
