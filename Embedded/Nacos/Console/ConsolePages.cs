using System.Collections.Frozen;
using System.Security.Cryptography;
using Embedded.Nacos.Http;
using Embedded.Nacos.Settings;

namespace Embedded.Nacos.Console;

/// <summary>The console page and what it is made of, embedded in the assembly.</summary>
internal sealed class ConsolePages
{
    private const string ResourcePrefix = "console/";

    /// <summary>Nothing from elsewhere, nothing inline, not in a frame: the page shows texts that any client may register.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly FrozenDictionary<string, Asset> _assets;
    private readonly string _contextPath;

    public ConsolePages(NacosSettings settings)
    {
        _contextPath = settings.ContextPath;
        _assets = settings.ConsoleUi ? Load().ToFrozenDictionary(StringComparer.Ordinal) : FrozenDictionary<string, Asset>.Empty;
    }

    /// <summary>The file at a path below the context path, or null.</summary>
    public Reply? Find(HttpContext context, string path)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            return null;
        }

        var headers = context.Response.Headers;
        if (path.Length == 0 && _assets.Count > 0)
        {
            headers.Location = _contextPath + "/";
            return new Reply(StatusCodes.Status302Found, null, default);
        }

        if (!_assets.TryGetValue(path is "/" or "/index.html" ? "/index.html" : path, out var asset))
        {
            return null;
        }

        headers.ETag = asset.Tag;

        // Always asked for again, and then answered with 304: a new version of the server must not meet an old script.
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return context.Request.Headers.IfNoneMatch == asset.Tag
            ? new Reply(StatusCodes.Status304NotModified, null, default)
            : new Reply(StatusCodes.Status200OK, asset.ContentType, HttpMethods.IsHead(context.Request.Method) ? default : asset.Body);
    }

    private static IEnumerable<KeyValuePair<string, Asset>> Load()
    {
        var assembly = typeof(ConsolePages).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
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
            var path = string.Concat(name == ResourcePrefix + "index.html" ? "/" : "/console/", name.AsSpan(ResourcePrefix.Length));
            yield return KeyValuePair.Create(path, new Asset(type, $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"", body));
        }
    }

    private sealed record Asset(string ContentType, string Tag, byte[] Body);
}
