using System.Runtime.CompilerServices;
using Aspire.Dashboard.Pages;
using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.AppHost;

/// <summary>Asks the AppHost: states, console output, commands. Answers that go on are lines of JSON.</summary>
internal sealed class AppHostClient : IDisposable
{
    private readonly HttpClient? _http;

    public AppHostClient(DashboardSettings settings)
    {
        if (settings.ResourceService is not { } service)
        {
            return;
        }

        _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = service.Url, Timeout = Timeout.InfiniteTimeSpan };
        if (service.ApiKey is { Length: > 0 } key)
        {
            _http.DefaultRequestHeaders.Add("x-resource-service-api-key", key);
        }
    }

    /// <summary>Whether there is an AppHost at all.</summary>
    public bool IsConfigured => _http is not null;

    public Task<string> ApplicationAsync(CancellationToken cancellationToken) => Http.GetStringAsync("application", cancellationToken);

    public IAsyncEnumerable<string> ResourcesAsync(CancellationToken cancellationToken) => LinesAsync("resources", cancellationToken);

    public IAsyncEnumerable<string> ConsoleAsync(string resource, CancellationToken cancellationToken) => LinesAsync($"console/{Uri.EscapeDataString(resource)}", cancellationToken);

    /// <summary>Runs a command of a resource.</summary>
    public async Task<CommandOutcome> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        using var response = await Http.PostAsJsonAsync("commands", call, PageJson.Default.CommandCall, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(PageJson.Default.CommandOutcome, cancellationToken)
            ?? throw new HttpRequestException("The AppHost gave no answer.");
    }

    public void Dispose() => _http?.Dispose();

    private HttpClient Http => _http ?? throw new InvalidOperationException("This dashboard has no AppHost.");

    private async IAsyncEnumerable<string> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
