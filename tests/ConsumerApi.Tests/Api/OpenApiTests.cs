using ConsumerApi.Tests.Fakes;
using Microsoft.OpenApi;

namespace ConsumerApi.Tests.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_is_valid_and_every_path_in_it_is_there()
    {
        await using var node = new FakeNode("a");
        await using var consumer = await Consumer.StartAsync(node);
        consumer.Discovery.Set("digits", [("stable", 2)], (2, [node.Endpoint(2)]));
        await consumer.WaitAsync(t => t.Models.ContainsKey("digits"));

        var (document, diagnostic) = OpenApiDocument.Parse(await consumer.Client.GetStringAsync("/openapi/v1.json"), "json");

        diagnostic!.Errors.ShouldBeEmpty();
        document!.Paths.Count.ShouldBe(20);
        foreach (var (path, item) in document.Paths.Where(p => p.Key != "/api/events"))
        {
            foreach (var (method, operation) in item.Operations!)
            {
                operation.Summary.ShouldNotBeNullOrEmpty(path);
                var example = path;
                foreach (var parameter in item.Parameters ?? [])
                {
                    example = example.Replace($"{{{parameter.Name}}}", parameter.Example!.ToString(), StringComparison.Ordinal);
                }

                using var request = new HttpRequestMessage(method, example) { Content = method == HttpMethod.Post ? new StringContent("{}") : null };
                using var response = await consumer.Client.SendAsync(request);
                response.IsSuccessStatusCode.ShouldBeTrue(example);
            }
        }
    }
}
