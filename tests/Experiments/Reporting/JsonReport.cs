using System.Text.Json;

namespace Rollcall.Experiments.Reporting;

/// <summary>Writes and reads the results as JSON (schema: README.md).</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(Results results, IReadOnlyList<Finding> findings, string path)
        => File.WriteAllText(path, JsonSerializer.Serialize(new Document(results, findings), s_options) + "\n");

    public static Document Read(string path)
        => JsonSerializer.Deserialize<Document>(File.ReadAllText(path), s_options) ?? throw new InvalidDataException($"{path} holds no results.");

    internal sealed record Document(Results Results, IReadOnlyList<Finding> Findings);
}
