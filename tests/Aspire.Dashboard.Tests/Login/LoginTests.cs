using System.Net;
using Aspire.Dashboard.Login;
using Aspire.Dashboard.Settings;
using Microsoft.Extensions.Configuration;

namespace Aspire.Dashboard.Tests.Login;

public sealed class LoginTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "/login?returnUrl=%2F")]
    [InlineData("/traces?text=a", "/login?returnUrl=%2Ftraces%3Ftext%3Da")]
    public async Task Page_sends_strangers_to_the_login(string path, string location)
    {
        await using var dashboard = await StartAsync();

        using var answer = await dashboard.Client.GetAsync(path, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe(location);
    }

    [Theory]
    [InlineData("/api/ui/traces")]
    [InlineData("/api/ui/events")]
    [InlineData("/api/telemetry/traces")]
    [InlineData("/assets/app.js")]
    public async Task Data_is_refused_to_strangers(string path)
    {
        await using var dashboard = await StartAsync();

        (await dashboard.StatusAsync(path)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Login_link_sets_a_cookie_that_opens_everything()
    {
        await using var dashboard = await StartAsync();

        using var login = await dashboard.Client.GetAsync($"/login?t={Token}&returnUrl=%2Ftraces", Cancel);

        login.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        login.Headers.Location!.OriginalString.ShouldBe("/traces");
        var cookie = login.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldNotContain(Token);
        foreach (var path in new[] { "/", "/api/ui/traces", "/api/telemetry/traces" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", cookie.Split(';')[0]);
            (await dashboard.Client.SendAsync(request, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    public async Task Wrong_token_shows_the_login_page_and_sets_no_cookie(string token)
    {
        await using var dashboard = await StartAsync();

        using var login = await dashboard.Client.GetAsync($"/login?t={token}", Cancel);
        using var check = await dashboard.Client.PostAsync($"/api/validatetoken?token={token}", null, Cancel);

        login.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await login.Content.ReadAsStringAsync(Cancel)).ShouldContain("Token");
        login.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await check.Content.ReadAsStringAsync(Cancel)).ShouldBe("false");
        check.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Token_that_was_typed_is_checked()
    {
        await using var dashboard = await StartAsync();

        using var check = await dashboard.Client.PostAsync($"/api/validatetoken?token={Token}", null, Cancel);

        (await check.Content.ReadAsStringAsync(Cancel)).ShouldBe("true");
        check.Headers.Contains("Set-Cookie").ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://elsewhere.test/")]
    [InlineData("//elsewhere.test/")]
    [InlineData("/\\elsewhere.test/")]
    [InlineData("/\t/elsewhere.test/")]
    [InlineData("/\t\\elsewhere.test/")]
    [InlineData("/\n/elsewhere.test/")]
    [InlineData("/traces?text=ä")]
    public async Task Login_leads_to_no_other_site(string returnUrl)
    {
        await using var dashboard = await StartAsync();

        using var login = await dashboard.Client.GetAsync($"/login?t={Token}&returnUrl={Uri.EscapeDataString(returnUrl)}", Cancel);

        login.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task Change_that_another_site_asks_for_is_refused_even_where_pages_are_open()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        (await ClearAsync("http://elsewhere.test")).ShouldBe(HttpStatusCode.Forbidden);
        (await ClearAsync(dashboard.Pages.GetLeftPart(UriPartial.Authority))).ShouldBe(HttpStatusCode.NoContent);

        async Task<HttpStatusCode> ClearAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ui/clear");
            request.Headers.Add("Origin", origin);
            return (await dashboard.Client.SendAsync(request, Cancel)).StatusCode;
        }
    }

    [Theory]
    [InlineData("true", HttpStatusCode.NoContent)]
    [InlineData("false", HttpStatusCode.Forbidden)]
    public async Task Change_through_a_proxy_is_taken_where_the_proxy_is_announced(string announced, HttpStatusCode status)
    {
        await using var dashboard = await TestDashboard.StartAsync(("ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED", announced));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ui/clear");
        request.Headers.Add("Origin", "https://dashboard.test");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "dashboard.test");

        (await dashboard.Client.SendAsync(request, Cancel)).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Health_needs_no_login()
    {
        await using var dashboard = await StartAsync();

        (await dashboard.StatusAsync("/health")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void Empty_secret_matches_nothing()
    {
        SecretComparison.Matches("", "", null).ShouldBeFalse();
        SecretComparison.Matches(null, "a").ShouldBeFalse();
        SecretComparison.Matches("b", "a", "b").ShouldBeTrue();
    }

    [Theory]
    [InlineData("Dashboard:Otlp:AuthMode", "ApiKey", "PrimaryApiKey must be set")]
    [InlineData("Dashboard:Otlp:AuthMode", "ClientCertificate", "not known here")]
    [InlineData("Dashboard:Frontend:AuthMode", "OpenIdConnect", "not known here")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "no address")]
    [InlineData("Dashboard:TelemetryLimits:MaxTraceCount", "0", "must be positive")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:18888", "ports of their own")]
    public void Wrong_setting_is_told_in_a_sentence(string name, string value, string sentence)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [name] = value }).Build();

        Should.Throw<SettingsException>(() => SettingsReader.Read(configuration)).Message.ShouldContain(sentence);
    }

    [Fact]
    public void Without_a_token_one_is_made_up_and_anonymous_means_no_keys()
    {
        SettingsReader.Read(new ConfigurationBuilder().Build()).BrowserToken!.Length.ShouldBe(32);
        var open = SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true",
            ["Dashboard:Otlp:PrimaryApiKey"] = "key",
        }).Build());
        open.BrowserToken.ShouldBeNull();
        open.Otlp.AuthMode.ShouldBe(KeyMode.Unsecured);
    }

    private static Task<TestDashboard> StartAsync() => TestDashboard.StartAsync(
        ("Dashboard:Frontend:AuthMode", "BrowserToken"), ("Dashboard:Frontend:BrowserToken", Token), ("Dashboard:Api:AuthMode", "ApiKey"), ("Dashboard:Api:PrimaryApiKey", "key"));
}
