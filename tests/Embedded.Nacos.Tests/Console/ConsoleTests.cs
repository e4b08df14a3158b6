using System.Net;
using System.Text.RegularExpressions;
using Embedded.Nacos.Settings;
using Embedded.Nacos.Tests.Fakes;
using Rollcall.Tests;

namespace Embedded.Nacos.Tests.Console;

public sealed partial class ConsoleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_and_everything_it_names_are_served()
    {
        await using var server = await TestRegistry.StartAsync();
        var page = await server.Client.GetStringAsync("/nacos/", Cancellation);
        var parts = Reference().Matches(page).Select(match => match.Groups[1].Value).Where(part => !part.StartsWith('#')).ToList();
        parts.Count.ShouldBe(3);
        foreach (var part in parts)
        {
            using var response = await server.Client.GetAsync("/nacos/" + part, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, part);
            response.Content.Headers.ContentType!.MediaType.ShouldBeOneOf("text/css", "text/javascript", "image/svg+xml");
        }
    }

    [Fact]
    public async Task Page_allows_nothing_from_elsewhere()
    {
        await using var server = await TestRegistry.StartAsync();
        using var response = await server.Client.GetAsync("/nacos/", Cancellation);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("<script>");
    }

    [Fact]
    public async Task Page_that_has_not_changed_is_not_sent_again()
    {
        await using var server = await TestRegistry.StartAsync();
        using var first = await server.Client.GetAsync("/nacos/console/console.js", Cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/nacos/console/console.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await server.Client.SendAsync(again, Cancellation);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Content.Headers.ContentLength.ShouldBe(0);
    }

    [Fact]
    public async Task Path_without_slash_leads_to_the_page()
    {
        await using var server = await TestRegistry.StartAsync();
        using var response = await server.Client.GetAsync("/nacos", Cancellation);
        (response.StatusCode, response.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.Found, "/nacos/"));
    }

    [Fact]
    public async Task Page_switched_off_is_not_there()
    {
        await using var server = await TestRegistry.StartAsync(new NacosSettings { ConsoleUi = false });
        foreach (var path in (string[])["/nacos/", "/nacos/console/console.js", "/nacos/console/events"])
        {
            using var response = await server.Client.GetAsync(path, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task Events_tell_of_a_change_and_end_with_the_server()
    {
        await using var server = await TestRegistry.StartAsync();
        using var stream = await server.Client.GetStreamAsync("/nacos/console/events", Cancellation);
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(Cancellation)).ShouldBe("data: 0");
        (await reader.ReadLineAsync(Cancellation)).ShouldBe("");

        // Services and not instances: no lease of theirs runs out while the clock is turned.
        await server.SendAsync("POST", "/ns/service?serviceName=a");
        await server.SendAsync("POST", "/ns/service?serviceName=b");
        string? line = null;
        while (line is null or "" or ":")
        {
            var next = reader.ReadLineAsync(Cancellation).AsTask();
            await Eventually.HoldsAsync(() =>
            {
                // The pause that joins changes runs on the fake clock, and so do the lines that keep the connection alive.
                server.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return next.IsCompleted;
            });

            line = await next;
        }

        line.ShouldBe("data: 2");
        await server.StopAsync();
        await reader.ReadToEndAsync(Cancellation);
        (await reader.ReadLineAsync(Cancellation)).ShouldBeNull();
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Reference();
}
