using System.Text.Json;
using System.Text.RegularExpressions;

namespace Embedded.TensorFlow.Tests.Golden;

/// <summary>One call of a model with TensorFlow's answer.</summary>
internal sealed partial record GoldenCase(
    string Name, string Signature, int Order, IReadOnlyDictionary<string, Tensor> Inputs, IReadOnlyDictionary<string, Tensor>? Outputs, string? ErrorCode)
{
    public static IEnumerable<GoldenCase> ReadAll(string folder, long version) => Directory
        .EnumerateFiles(folder, "*.tensors.json")
        .Select(path => Read(path, version))
        .OfType<GoldenCase>()
        .OrderBy(c => c.Order)
        .ThenBy(c => c.Name, StringComparer.Ordinal);

    private static GoldenCase? Read(string path, long version)
    {
        // Python writes the numbers that JSON lacks as bare words.
        using var document = JsonDocument.Parse(BareNumber().Replace(File.ReadAllText(path), "\"$0\""));
        var root = document.RootElement;
        if (root.GetProperty("version").GetInt64() != version)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(path)!;
        return new GoldenCase(
            Path.GetFileName(path)[..^".tensors.json".Length],
            root.GetProperty("signature_name").GetString()!,
            root.TryGetProperty("order", out var order) ? order.GetInt32() : 0,
            Tensors(root.GetProperty("inputs"), folder),
            root.TryGetProperty("outputs", out var outputs) ? Tensors(outputs, folder) : null,
            root.TryGetProperty("error", out var error) ? error.GetProperty("code").ToString() : null);
    }

    private static Dictionary<string, Tensor> Tensors(JsonElement tensors, string folder) => tensors
        .EnumerateObject()
        .ToDictionary(t => t.Name, t => GoldenTensor.Read(t.Value, folder), StringComparer.Ordinal);

    [GeneratedRegex(@"(?<=[\[,\s])(-?Infinity|NaN)(?=[\],\s])")]
    private static partial Regex BareNumber();
}
