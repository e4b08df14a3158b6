using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace ConsumerApi.Page;

/// <summary>
/// A file of the web page. It is inside the assembly, so that the page is there whatever the working directory is and no request can
/// reach the disk.
/// </summary>
internal sealed class PageFile
{
    // Everything the page needs comes from here; nothing inline, nothing from elsewhere.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly byte[] _content;
    private readonly EntityTagHeaderValue _tag;
    private readonly string _contentType;

    private PageFile(byte[] content, string contentType)
    {
        _content = content;
        _contentType = contentType;
        _tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"");
    }

    public static PageFile Load(string name, string contentType)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"wwwroot/{name}")
            ?? throw new InvalidOperationException($"The page's file {name} is not in the assembly.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PageFile(content, contentType);
    }

    public IResult Answer(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // Asked for again each time and answered with 304: a new release must not meet an old script.
        headers.CacheControl = "no-cache";
        return TypedResults.Bytes(_content, _contentType, entityTag: _tag);
    }
}
