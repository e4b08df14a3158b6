using System.Net;
using System.Text.RegularExpressions;
using ConsumerApi.Tests.Fakes;

namespace ConsumerApi.Tests.Api;

public sealed partial class PageTests
{
    [Fact]
    public async Task Page_and_all_it_refers_to_are_served_under_a_policy_that_allows_nothing_else()
    {
        await using var consumer = await Consumer.StartAsync();

        using var page = await consumer.Client.GetAsync("/");
        var html = await page.Content.ReadAsStringAsync();

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self';");
        html.ShouldNotContain("style=");
        html.ShouldNotContain("onclick=");
        html.ShouldNotMatch("<script(?![^>]*src=)");
        HashSet<string> files = [.. Reference().Matches(html).Select(m => m.Groups[1].Value)];
        files.ShouldContain("app.js");
        foreach (var file in files.Concat(["pad.js", "routing.js", "samples.js"]))
        {
            using var response = await consumer.Client.GetAsync(file);
            response.StatusCode.ShouldBe(file == "health" ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, file);
        }
    }

    [Fact]
    public async Task Page_unchanged_is_not_sent_again()
    {
        await using var consumer = await Consumer.StartAsync();
        using var first = await consumer.Client.GetAsync("/app.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await consumer.Client.SendAsync(request);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [GeneratedRegex("(?:src|href)=\"([^\"#][^\"]*)\"")]
    private static partial Regex Reference();
}
