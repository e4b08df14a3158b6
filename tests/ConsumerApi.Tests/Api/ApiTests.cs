using System.Net;
using System.Text.Json;
using ConsumerApi.Tests.Fakes;

namespace ConsumerApi.Tests.Api;

public sealed class ApiTests
{
    [Fact]
    public async Task Models_lists_every_model_version_and_node()
    {
        await using FakeNode a = new("node-1"), b = new("node-2");
        await using var consumer = await Consumer.StartAsync(a, b);
        consumer.Discovery.Set("Digit_Net", [("stable", 1)], (2, [a.Endpoint(2, weight: 3)]), (10, [b.Endpoint(10, healthy: false)]), (1, [a.Endpoint()]));
        await consumer.WaitAsync(t => t.Models.ContainsKey("Digit_Net"));

        using var json = JsonDocument.Parse(await consumer.Client.GetStringAsync("/v1/models"));

        var model = json.RootElement.GetProperty("models")[0];
        model.GetProperty("name").GetString().ShouldBe("Digit_Net");
        model.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("version").GetString()).ShouldBe(["10", "2", "1"]);
        var node = model.GetProperty("versions")[1].GetProperty("nodes")[0];
        node.GetProperty("name").GetString().ShouldBe("node-1");
        node.GetProperty("address").GetString().ShouldBe($"http://127.0.0.1:{a.Port}");
        node.GetProperty("weight").GetDouble().ShouldBe(3);
        model.GetProperty("versions")[0].GetProperty("nodes")[0].GetProperty("healthy").GetBoolean().ShouldBeFalse();
        model.GetProperty("labels")[0].GetProperty("label").GetString().ShouldBe("stable");
    }

    [Fact]
    public async Task Routing_shows_what_was_seen_of_each_node()
    {
        await using var good = new FakeNode("good");
        var gone = new FakeNode("gone");
        await using var consumer = await Consumer.StartAsync(["--Routing:FailureCooldown", "01:00:00"], good, gone);
        await gone.DisposeAsync();
        for (var i = 0; i < 3; i++)
        {
            (await consumer.PredictAsync()).Dispose();
        }

        using var json = JsonDocument.Parse(await consumer.Client.GetStringAsync("/api/routing"));

        json.RootElement.GetProperty("policy").GetString().ShouldBe("round-robin");
        json.RootElement.GetProperty("registry").GetProperty("state").GetString().ShouldBe("connected");
        var nodes = json.RootElement.GetProperty("nodes").EnumerateArray().ToDictionary(n => n.GetProperty("name").GetString()!);
        nodes["good"].GetProperty("answers").GetInt64().ShouldBe(3);
        nodes["good"].GetProperty("inFlight").GetInt32().ShouldBe(0);
        nodes["good"].GetProperty("latencyMs").GetDouble().ShouldBeGreaterThan(0);
        nodes["gone"].GetProperty("failures").GetInt64().ShouldBe(1);
        nodes["gone"].GetProperty("passedOver").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Events_tell_the_table_at_once_and_each_change_and_end_with_the_process()
    {
        await using FakeNode a = new("a"), b = new("b");
        var consumer = await Consumer.StartAsync(a);
        using var response = await consumer.Client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        (await NextAsync(reader)).GetProperty("nodes").GetArrayLength().ShouldBe(1);
        consumer.Discovery.Set("m", (1, [a.Endpoint(), b.Endpoint()]));
        (await NextAsync(reader)).GetProperty("nodes").GetArrayLength().ShouldBe(2);

        await consumer.DisposeAsync();
        await Should.ThrowAsync<Exception>(async () =>
        {
            while (await reader.ReadLineAsync() is not null)
            {
            }

            throw new EndOfStreamException();
        });
    }

    [Fact]
    public async Task Health_registry_away_after_it_was_read_stays_in_service()
    {
        await using var node = new FakeNode("a");
        await using var consumer = await Consumer.StartAsync(node);
        consumer.Discovery.AwaySince = DateTimeOffset.UnixEpoch;

        using var health = await consumer.Client.GetAsync("/health");

        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await health.Content.ReadAsStringAsync()).ShouldBe("Degraded");
        (await consumer.Client.GetStringAsync("/api/routing")).ShouldContain("\"state\":\"away\",\"awaySince\":\"1970");
        using var answer = await consumer.PredictAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<JsonElement> NextAsync(StreamReader reader)
    {
        (await reader.ReadLineAsync()).ShouldBe("event: routing");
        var data = (await reader.ReadLineAsync()).ShouldNotBeNull();
        (await reader.ReadLineAsync()).ShouldBe("");
        return JsonDocument.Parse(data["data: ".Length..]).RootElement;
    }
}
