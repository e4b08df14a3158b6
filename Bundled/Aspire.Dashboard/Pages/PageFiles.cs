using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Aspire.Dashboard.Pages;

/// <summary>The files that pages are made of, embedded in the assembly.</summary>
internal sealed class PageFiles
{
    private const string Prefix = "assets/";

    /// <summary>Nothing from elsewhere, nothing inline, not in a frame: pages show texts that any sender of telemetry may write.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private readonly FrozenDictionary<string, Asset> _assets = Load().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Sends a file, or 404.</summary>
    public async Task SendAsync(HttpContext context, string name)
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var headers = context.Response.Headers;
        headers.ETag = asset.Tag;

        // Always asked for again, and then answered with 304: a new dashboard must not meet an old script.
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.Headers.IfNoneMatch == asset.Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = asset.Body.Length;
        await context.Response.Body.WriteAsync(asset.Body, context.RequestAborted);
    }

    private static IEnumerable<KeyValuePair<string, Asset>> Load()
    {
        var assembly = typeof(PageFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var body = new byte[stream.Length];
            stream.ReadExactly(body);
            var type = Path.GetExtension(name) switch
            {
                ".html" => "text/html; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".css" => "text/css; charset=utf-8",
                ".svg" => "image/svg+xml",
                _ => "application/octet-stream",
            };
            yield return new(name[Prefix.Length..].Replace('\\', '/'), new(type, $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"", body));
        }
    }

    private sealed record Asset(string ContentType, string Tag, byte[] Body);
}
