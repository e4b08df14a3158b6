using Microsoft.Playwright;
using Rollcall.Tests;

namespace Rollcall.Integration.Dashboard;

/// <summary>The system's Chromium; tests that need it are skipped, and say so, where there is none.</summary>
internal sealed class Browsing : IAsyncDisposable
{
    /// <summary>Set to 1 to write the pictures of the documentation anew.</summary>
    private const string UpdateVariable = "UPDATE_IMAGES";

    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _errors = [];

    private Browsing(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>What pages complained of so far.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    public static async Task<Browsing> StartAsync()
    {
        var path = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).SelectMany(folder => s_names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "no Chromium in PATH (Debian: apt-get install chromium)");
        var playwright = await Playwright.CreateAsync();

        // Without its sandbox, which containers and root do not allow; it sees nothing but this dashboard.
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] }));
    }

    /// <summary>A page of somebody who has not logged in.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Note(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Note(message.Text);
            }
        };
        page.SetDefaultTimeout(40_000);
        return page;
    }

    /// <summary>Takes a picture: into the artifacts, and into the documentation when asked to.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        var folder = Environment.GetEnvironmentVariable(UpdateVariable) == "1" ? Path.Combine(Checkout.Root, "docs", "images") : Path.Combine(Checkout.Root, "artifacts", "images");
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private void Note(string error)
    {
        lock (_errors)
        {
            _errors.Add(error);
        }
    }
}
