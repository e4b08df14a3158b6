using System.Text.Json;

namespace Embedded.TensorFlow.Tests.Golden;

/// <summary>How far from TensorFlow's numbers an output may be: absolute plus relative.</summary>
internal readonly record struct GoldenTolerance(double Absolute, double Relative)
{
    /// <param name="index">The path of a models.json.</param>
    /// <param name="model">Its key.</param>
    /// <param name="version">One of its versions.</param>
    /// <param name="signature">Signature of the case.</param>
    /// <param name="output">Alias of the output.</param>
    public static GoldenTolerance Find(string index, string model, long version, string signature, string output)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(index));
        foreach (var entry in document.RootElement.GetProperty(model).EnumerateArray())
        {
            if (entry.GetProperty("version").GetInt64() == version
                && entry.GetProperty("tolerance").TryGetProperty(signature, out var outputs)
                && outputs.TryGetProperty(output, out var tolerance)
                && tolerance.TryGetProperty("advice", out var advice)
                && advice.ValueKind == JsonValueKind.Object)
            {
                return advice.TryGetProperty("note", out _)
                    ? new GoldenTolerance(0, 1e-2)
                    : new GoldenTolerance(advice.GetProperty("atol").GetDouble(), advice.GetProperty("rtol").GetDouble());
            }
        }

        return default;
    }
}
