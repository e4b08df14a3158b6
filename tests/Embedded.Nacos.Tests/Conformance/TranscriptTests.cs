using System.Text.Json;
using System.Text.Json.Nodes;
using Embedded.Nacos.Tests.Fakes;

namespace Embedded.Nacos.Tests.Conformance;

/// <summary>
/// Replays requests that a real Nacos was asked, scene by scene against a fresh server, and compares status, content type and body with what
/// it answered: JSON by value, lists without regard to order (the original's is that of a hash set), times and addresses of the recording left out.
/// </summary>
public sealed class TranscriptTests
{
    /// <summary>Members that differ from one answer to the next, and the one whose spelling changed in 3.0.</summary>
    private static readonly string[] s_volatile = ["timestamp", "lastRefTime", "allIPs", "allIps"];

    public static TheoryData<string, string> Scenes()
    {
        var scenes = new TheoryData<string, string>();
        foreach (var version in (string[])["2.5.1", "3.0.3"])
        {
            foreach (var scene in Read(version).Select(row => row.Scene).Distinct())
            {
                scenes.Add(version, scene);
            }
        }

        return scenes;
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public async Task Answers_as_the_original_did(string version, string scene)
    {
        await using var server = await TestRegistry.StartAsync();
        var wrong = new List<string>();
        foreach (var row in Read(version).Where(row => row.Scene == scene))
        {
            using var request = new HttpRequestMessage(new HttpMethod(row.Method), row.Query is null ? row.Path : $"{row.Path}?{row.Query}");
            if ((row.Form ?? row.Json) is { } body)
            {
                request.Content = new StringContent(body, null, row.Json is null ? "application/x-www-form-urlencoded" : "application/json");
            }

            using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

            // As it came: once the client has read the body it shows its own spelling.
            var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null;
            var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var (expected, actual) = row.Type == "text/html;charset=utf-8" ? ("", "") : (Normal(row.Body), Normal(answer));
            if ((int)response.StatusCode != row.Status || actual != expected || (row.Id is not null && type != row.Type))
            {
                wrong.Add($"#{row.Id} {row.Method} {row.Path}?{row.Query}\n  expected {row.Status} {row.Type} {expected}\n  actual   {(int)response.StatusCode} {type} {actual}");
            }
        }

        wrong.Count.ShouldBe(0, string.Join("\n", wrong));
    }

    private static IEnumerable<Row> Read(string version)
    {
        using var stream = typeof(TranscriptTests).Assembly.GetManifestResourceStream($"transcript-{version}.jsonl")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<Row>(line, JsonSerializerOptions.Web)!;
        }
    }

    private static string Normal(string? body)
    {
        if (body is not (['{', ..] or ['[', ..]))
        {
            return body ?? "";
        }

        return Sort(JsonNode.Parse(body))?.ToJsonString() ?? "null";
    }

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => !s_volatile.Contains(member.Key))
            .OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sort(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sort).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)]),
        _ => node?.DeepClone(),
    };

    private sealed record Row(
        string Scene, int? Id, string Method, string Path, string? Query, string? Form, string? Json, int Status, string? Type, string? Body);
}
