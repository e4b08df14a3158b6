using System.Text.Json;

namespace Agent.Polling;

/// <summary>Finds what a label points at: the metadata of <c>/labels/{label}</c> names the version it was resolved to.</summary>
internal sealed class LabelReader(INodeClient client)
{
    /// <summary>Asks for one label.</summary>
    /// <returns>The version; null when the model has no such label, or the answer is neither Ok nor NotFound.</returns>
    public (NodeAnswer Answer, long? Version) Read(string model, string label, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var path = $"/v1/models/{Uri.EscapeDataString(model)}/labels/{Uri.EscapeDataString(label)}/metadata";
        var answer = client.Get(path, timeout, cancellationToken);
        if (answer.Kind != NodeAnswerKind.Ok)
        {
            return (answer, null);
        }

        try
        {
            return (answer, Parse(answer.Body.Span));
        }
        catch (JsonException e)
        {
            return (NodeAnswer.Failed(NodeAnswerKind.Busy, $"the answer to GET {path} is not JSON: {e.Message}"), null);
        }
    }

    /// <summary>The version in <c>{"model_spec":{"version":"1",…},…}</c>.</summary>
    internal static long? Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var inSpec = false;
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
            {
                inSpec = reader.ValueTextEquals("model_spec"u8);
            }
            else if (inSpec && reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 2 } && reader.ValueTextEquals("version"u8))
            {
                reader.Read();
                // The rest, all signatures of the model, is not needed.
                return StatusReader.Number(ref reader);
            }
        }

        return null;
    }
}
