using System.Diagnostics.CodeAnalysis;

namespace Agent.Supervision;

/// <summary>A request that a healthy node answers with 2xx.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Body">Its body, or <c>@</c> and the file that holds it.</param>
internal sealed record HealthProbe(string Path, string Body)
{
    /// <summary>As long as a request to the original may take before it gives up itself.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public static bool TryParse(string text, [NotNullWhen(true)] out HealthProbe? probe)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        probe = space > 0 && text.StartsWith("/v1/models/", StringComparison.Ordinal) && text[(space + 1)..].Trim() is { Length: > 0 } body
            ? new(text[..space], body)
            : null;
        return probe is not null;
    }

    /// <summary>Makes the request once; a sentence when the answer is not the one of a healthy node.</summary>
    public async Task<string?> TryAsync(Uri node)
    {
        using var http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = node, Timeout = s_limit };
        try
        {
            using var content = new StringContent(Body.StartsWith('@') ? await File.ReadAllTextAsync(Body[1..]) : Body);
            using var answer = await http.PostAsync(Path, content);
            return answer.IsSuccessStatusCode ? null : $"POST {Path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException or UnauthorizedAccessException)
        {
            return $"POST {Path}: {e.Message}";
        }
    }
}
