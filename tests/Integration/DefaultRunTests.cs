using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Integration.Running;

namespace Rollcall.Integration;

/// <summary>The application as a newcomer starts it.</summary>
public sealed class DefaultRunTests(DefaultRunTests.Application application) : IClassFixture<DefaultRunTests.Application>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_nodes_answer_in_turn()
    {
        var answers = new List<Answer>();
        for (var i = 0; i < 30; i++)
        {
            answers.Add(await application.PredictAsync());
        }

        answers.ShouldAllBe(answer => answer.Status == 200);
        var shares = answers.CountBy(answer => answer.Node!).ToDictionary();
        shares.Keys.ShouldBe(["node-1", "node-2", "node-3"], ignoreOrder: true);
        shares.Values.ShouldAllBe(count => count == 10);
    }

    [Fact]
    public async Task ResNet_answers_with_a_distribution_over_its_thousand_classes()
    {
        var image = Enumerable.Range(0, 224).Select(row => Enumerable.Range(0, 224).Select(column => new[] { row / 224f, column / 224f, 0.5f }));

        using var response = await application.Consumer.PostAsJsonAsync("/v1/models/resnet:predict", new { instances = new[] { image } }, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var row = (await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["predictions"]![0]!;
        var probabilities = row is JsonObject named ? named.Select(output => output.Value!).Single(output => Math.Abs(Sum(output) - 1) < 1e-3) : row;
        probabilities.AsArray().Count.ShouldBe(1000);
        Sum(probabilities).ShouldBe(1, 1e-3);

        static double Sum(JsonNode values) => values.AsArray().Sum(value => value!.GetValue<double>());
    }

    [Fact]
    public async Task Models_page_names_models_and_nodes()
    {
        var page = await application.Consumer.GetStringAsync("/v1/models", Cancel);

        foreach (var name in new[] { "digits", "resnet", "node-1", "node-2", "node-3" })
        {
            page.ShouldContain(name);
        }
    }

    [Fact]
    public async Task Registry_holds_the_identity_of_every_version()
    {
        var list = await application.Nacos.GetFromJsonAsync<JsonObject>("/nacos/v1/ns/instance/list?serviceName=1&groupName=resnet", Cancel);

        var identities = list!["hosts"]!.AsArray().Select(host => host!["instanceId"]!.GetValue<string>()).ToArray();
        identities.Length.ShouldBe(3);
        identities.ShouldAllBe(id => id.Split('#').Length == 4 && id.StartsWith("127.0.0.1#", StringComparison.Ordinal) && id.EndsWith("#resnet@@1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/")]
    public async Task Consumer_serves_its_pages(string path)
        => (await application.Consumer.GetAsync(path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("/v1/models/nope:predict", """{"instances":[1]}""", HttpStatusCode.NotFound)]
    [InlineData("/v1/models/digits/versions/99:predict", """{"instances":[1]}""", HttpStatusCode.NotFound)]
    [InlineData("/v1/models/digits:predict", """{"instances": [""", HttpStatusCode.BadRequest)]
    [InlineData("/v1/models/digits:predict", """{"instances": [[1,2,3]]}""", HttpStatusCode.BadRequest)]
    public async Task Wrong_input_gets_an_error_that_says_what_is_wrong(string path, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await application.Consumer.PostAsync(path, content, Cancel);

        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["error"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
    }

    public sealed class Application : RunningApplication
    {
        protected override IReadOnlyList<string> Models => ["digits", "resnet"];
    }
}
