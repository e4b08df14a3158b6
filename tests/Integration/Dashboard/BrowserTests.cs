using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rollcall.Integration.Dashboard;

/// <summary>The dashboard as somebody in front of it uses it.</summary>
[Collection(nameof(Observed))]
public sealed partial class BrowserTests(ObservedApplication application) : IAsyncLifetime
{
    private const string Duration = "/metrics/resource/consumer-api/meter/Rollcall.Consumer/instrument/rollcall.consumer.request.duration";

    private Browsing _browsing = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(40_000);
        _browsing = await Browsing.StartAsync();
        _page = await _browsing.OpenAsync();
        await _page.GotoAsync(application.LoginLink);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browsing is not null)
        {
            await _browsing.DisposeAsync();
        }
    }

    [Fact]
    public async Task Login_by_token_shows_three_healthy_nodes()
    {
        var stranger = await _browsing.OpenAsync();
        await stranger.GotoAsync(application.Address + "/traces");
        await Expect(stranger.GetByRole(AriaRole.Heading, new() { Name = "Log in to the dashboard" })).ToBeVisibleAsync();
        await stranger.GetByLabel("Token").FillAsync("wrong");
        await stranger.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(stranger.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        await stranger.GetByLabel("Token").FillAsync(application.LoginLink.Split("t=")[1]);
        await stranger.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(stranger).ToHaveURLAsync(application.Address + "/traces");
        await Expect(stranger.GetByRole(AriaRole.Heading, new() { Name = "Traces" })).ToBeVisibleAsync();

        await stranger.Keyboard.PressAsync("r");

        foreach (var node in new[] { "node-1", "node-2", "node-3" })
        {
            await Expect(Row(stranger, node).Locator(".state")).ToHaveTextAsync("Running");
        }

        _browsing.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Killed_node_is_seen_to_die_its_requests_move_on_and_start_brings_it_back()
    {
        await Expect(Row(_page, "node-2").Locator(".state")).ToHaveTextAsync("Running");
        await Command("node-2", "kill").ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(Row(_page, "node-2").Locator(".state")).ToHaveTextAsync("Running");

        await Command("node-2", "kill").ClickAsync();
        await _page.Locator("dialog .primary").ClickAsync();
        await Expect(Row(_page, "node-2").Locator(".state")).ToHaveTextAsync(Died());

        // Some request meets the dead node before the registry forgets it: its trace has the failure, and the log that tells of it.
        for (var i = 0; i < 12; i++)
        {
            (await application.PredictAsync()).Status.ShouldBe(200);
        }

        await _page.GotoAsync(application.Address + "/structuredlogs?level=Warning&text=node-2");
        await _page.Locator("table.logs tbody tr", new() { HasText = "consumer-api" }).Locator("a").First.ClickAsync();
        await Expect(_page.Locator(".span .who", new() { HasTextRegex = Survivor() }).First).ToBeVisibleAsync();
        await Expect(_page.Locator(".span .who", new() { HasText = "consumer-api" }).First).ToBeVisibleAsync();
        await Expect(_page.Locator(".span .name", new() { HasText = "execute" })).ToBeVisibleAsync();
        await _page.GetByRole(AriaRole.Link, new() { NameRegex = OneEntry() }).ClickAsync();
        await Expect(_page.Locator("table.logs tbody tr")).ToHaveCountAsync(1);
        await Expect(_page.Locator("table.logs tbody tr")).ToContainTextAsync("node-2");

        await _page.GotoAsync(application.Address);
        await Command("node-2", "start").ClickAsync();
        await Expect(Row(_page, "node-2").Locator(".state")).ToHaveTextAsync("Running");
        _browsing.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Predict_trace_is_found_opened_and_walked_through_by_keyboard()
    {
        await application.PredictAsync();
        await _page.GotoAsync(application.Address + "/traces?text=predict");
        await _page.Locator("table.traces tbody a").First.ClickAsync();
        await Expect(_page.Locator(".span")).ToHaveCountAsync(7);
        await Expect(_page.Locator(".span .name")).ToHaveTextAsync(["POST /v1/models/{model}:{verb}", "predict", "pick", "POST", "POST /v1/models/{model}:predict", "predict", "execute"]);

        await _page.Keyboard.PressAsync("ArrowDown");
        await _page.Keyboard.PressAsync("ArrowDown");
        await Expect(_page.Locator("#panel h2")).ToHaveTextAsync("predict");
        await Expect(_page.Locator("#panel .pairs", new() { HasText = "model.name" })).ToContainTextAsync("digits");
        await _page.Keyboard.PressAsync("Escape");
        await Expect(_page.Locator("#panel")).ToBeHiddenAsync();
        await _page.Locator(".fold[aria-label=Close]").First.ClickAsync();
        await Expect(_page.Locator(".span")).ToHaveCountAsync(1);
        _browsing.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Filtered_list_stays_filtered_and_live_when_it_is_loaded_again()
    {
        await application.PredictAsync();
        await _page.Keyboard.PressAsync("t");
        await _page.GetByRole(AriaRole.Searchbox).FillAsync("model.name=digits");
        await Expect(_page).ToHaveURLAsync(Filtered());
        await Expect(_page.Locator("table.traces tbody tr").First).ToContainTextAsync("consumer-api");

        await _page.ReloadAsync();

        await Expect(_page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("model.name=digits");
        await Expect(_page.Locator("table.traces tbody tr").First).ToContainTextAsync("consumer-api");
        (await _page.Locator("table.traces tbody tr", new() { HasText = "poll" }).CountAsync()).ShouldBe(0);
        var newest = await _page.Locator("table.traces tbody .id").First.TextContentAsync();
        await application.PredictAsync();
        await Expect(_page.Locator("table.traces tbody .id").First).Not.ToHaveTextAsync(newest!);
        _browsing.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Metric_moves_and_its_dimensions_filter()
    {
        await application.PredictAsync();
        await _page.GotoAsync($"{application.Address}{Duration}?table=true");
        var count = _page.Locator(".plain-table tbody tr", new() { HasText = "node-1" }).Locator(".figures").First;
        await Expect(count).ToHaveTextAsync(Digits());
        var before = await count.TextContentAsync();

        for (var i = 0; i < 6; i++)
        {
            await application.PredictAsync();
        }

        await Expect(count).Not.ToHaveTextAsync(before!);
        await _page.GetByRole(AriaRole.Checkbox, new() { Name = "node-1" }).UncheckAsync();
        await Expect(_page.Locator(".plain-table tbody tr", new() { HasText = "node-1" })).ToHaveCountAsync(0);
        await Expect(_page.Locator(".plain-table tbody tr", new() { HasText = "node-3" })).Not.ToHaveCountAsync(0);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Table" }).ClickAsync();
        await Expect(_page.Locator(".series")).ToHaveCountAsync(3);
        await Expect(_page.Locator(".series").First).ToHaveAttributeAsync("d", DotFirst());
        _browsing.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Console_output_is_live_and_can_be_filtered_and_downloaded()
    {
        await _page.GotoAsync(application.Address + "/consolelogs/resource/node-1");
        await Expect(_page.Locator(".console li", new() { HasText = "digits version 1 is Available" })).ToBeVisibleAsync();

        await _page.GetByRole(AriaRole.Searchbox).FillAsync("is available");

        await Expect(_page.Locator(".console li")).ToHaveCountAsync(1);
        var download = await _page.RunAndWaitForDownloadAsync(() => _page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        download.SuggestedFilename.ShouldBe("node-1.log");
        (await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken)).ShouldContain("digits version 1 is Available");
        _browsing.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Values_of_variables_are_covered_until_somebody_asks()
    {
        await Row(_page, "consumer-api").ClickAsync();
        var part = _page.Locator("#panel details", new() { HasText = "Environment variables" });
        await part.Locator("summary").ClickAsync();
        var secret = part.Locator(".pairs > div", new() { HasText = "OTEL_EXPORTER_OTLP_HEADERS" });
        await Expect(secret.Locator(".text")).ToHaveTextAsync("●●●●●●●●");
        (await _page.ContentAsync()).ShouldNotContain("x-otlp-api-key");

        await secret.GetByRole(AriaRole.Button, new() { Name = "Show or hide the value" }).ClickAsync();

        await Expect(secret.Locator(".text")).ToContainTextAsync("x-otlp-api-key=");
        _browsing.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1400, 860, ColorScheme.Light, "")]
    [InlineData(820, 1000, ColorScheme.Dark, "-820")]
    [InlineData(360, 740, ColorScheme.Light, "-360")]
    public async Task Pages_fit_the_screen(int width, int height, ColorScheme scheme, string suffix)
    {
        // Something happens while somebody looks, but not so much that it drives out what other tests look for.
        using var looking = new CancellationTokenSource();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var requests = Task.Run(async () =>
        {
            while (await pace.WaitForNextTickAsync(CancellationToken.None) && !looking.IsCancellationRequested)
            {
                await application.PredictAsync();
            }
        });
        var page = await _browsing.OpenAsync(width, height, scheme);
        await page.GotoAsync(application.LoginLink);
        await Expect(Row(page, "consumer-api").Locator(".state")).ToHaveTextAsync("Running");
        await FitsAsync("dashboard-resources");
        await ShowAsync("/traces?text=predict", "table.traces tbody tr");
        await FitsAsync("dashboard-traces");
        await page.Locator("table.traces tbody a").First.ClickAsync();
        await Expect(page.Locator(".span")).ToHaveCountAsync(7);
        await FitsAsync("dashboard-trace");

        // Filtered, so that no picture tells where the files of the machine lie.
        await ShowAsync("/structuredlogs?text=digits", "table.logs tbody tr");
        await FitsAsync("dashboard-logs");
        await ShowAsync("/consolelogs/resource/node-1", ".console li");
        await page.GetByLabel("Filter").FillAsync("digits version");
        await Expect(page.Locator(".console li", new() { HasText = "Found" })).ToHaveCountAsync(0);
        await FitsAsync("dashboard-console");
        await ShowAsync(Duration + "?seconds=60", ".series");
        await Expect(page.Locator(".series").First).ToHaveAttributeAsync("d", LongLine());
        await FitsAsync("dashboard-metrics");
        await looking.CancelAsync();
        await requests;
        _browsing.Errors.ShouldBeEmpty();

        async Task ShowAsync(string path, string element)
        {
            await page.GotoAsync(application.Address + path);
            await Expect(page.Locator(element).First).ToBeAttachedAsync();
        }

        async Task FitsAsync(string name)
        {
            (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth"))
                .ShouldBeTrue($"{name} scrolls sideways at {width} px");
            await Browsing.PictureAsync(page, name + suffix);
        }
    }

    private static ILocator Row(IPage page, string resource) => page.Locator($"tr[data-resource='{resource}']");

    private ILocator Command(string resource, string command) => Row(_page, resource).Locator($"button[data-command='{command}']");

    [GeneratedRegex(@"\((137|-9|9)\)")]
    private static partial Regex Died();

    /// <summary>A line that begins with a dot, so that a lone value is seen too.</summary>
    [GeneratedRegex(@"^M[0-9.]+ [0-9.]+h0")]
    private static partial Regex DotFirst();

    [GeneratedRegex("(L[^L]+){15}")]
    private static partial Regex LongLine();

    [GeneratedRegex("^node-[13]$")]
    private static partial Regex Survivor();

    [GeneratedRegex("^1 log entry$")]
    private static partial Regex OneEntry();

    [GeneratedRegex(@"text=model\.name(%3D|=)digits")]
    private static partial Regex Filtered();

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Digits();
}
