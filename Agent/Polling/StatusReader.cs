using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;

namespace Agent.Polling;

/// <summary>Reads which versions of a model are AVAILABLE.</summary>
internal sealed class StatusReader(INodeClient client)
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly List<long> _available = [];

    /// <summary>Asks for one model.</summary>
    /// <param name="model">The model's exact name.</param>
    /// <param name="last">What the last reading returned; returned again when nothing has changed, so that a steady state allocates nothing.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The versions, highest first, and the answer; versions mean nothing unless the answer is Ok or NotFound.</returns>
    public (NodeAnswer Answer, ImmutableArray<long> Available) Read(
        string model, ImmutableArray<long> last, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!_paths.TryGetValue(model, out var path))
        {
            _paths[model] = path = $"/v1/models/{Uri.EscapeDataString(model)}";
        }

        var answer = client.Get(path, timeout, cancellationToken);
        if (answer.Kind != NodeAnswerKind.Ok)
        {
            return (answer, []);
        }

        try
        {
            Parse(answer.Body.Span, _available);
        }
        catch (JsonException e)
        {
            return (NodeAnswer.Failed(NodeAnswerKind.Busy, $"the answer to GET {path} is not a model status: {e.Message}"), []);
        }

        return (answer, !last.IsDefault && last.AsSpan().SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_available)) ? last : [.. _available]);
    }

    /// <summary>Collects the AVAILABLE versions of a GetModelStatusResponse, highest first.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    internal static void Parse(ReadOnlySpan<byte> json, List<long> available)
    {
        available.Clear();
        var reader = new Utf8JsonReader(json);
        long? version = null;
        var isAvailable = false;
        while (reader.Read())
        {
            // {"model_version_status":[{"version":"1","state":"AVAILABLE","status":{…}}]}: the rows are at depth 2.
            if (reader is { TokenType: JsonTokenType.StartObject, CurrentDepth: 2 })
            {
                version = null;
                isAvailable = false;
            }
            else if (reader is { TokenType: JsonTokenType.EndObject, CurrentDepth: 2 })
            {
                if (isAvailable && version is { } number)
                {
                    available.Add(number);
                }
            }
            else if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 3 })
            {
                var isVersion = reader.ValueTextEquals("version"u8);
                var isState = reader.ValueTextEquals("state"u8);
                reader.Read();
                if (isVersion)
                {
                    version = Number(ref reader);
                }
                else if (isState)
                {
                    isAvailable = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("AVAILABLE"u8);
                }
            }
        }

        available.Sort(static (left, right) => right.CompareTo(left));
    }

    /// <summary>An int64 as protobuf JSON writes it (a string), or as a number.</summary>
    internal static long? Number(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when !reader.HasValueSequence && Utf8Parser.TryParse(reader.ValueSpan, out long value, out var used) && used == reader.ValueSpan.Length && value >= 0 => value,
        JsonTokenType.Number when reader.TryGetInt64(out var value) && value >= 0 => value,
        _ => null,
    };
}
