namespace Aspire.Hosting;

/// <summary>The parts of <c>registry/image:tag@sha256:digest</c>.</summary>
internal sealed record ContainerReference(string? Registry, string Image, string? Tag, string? Digest)
{
    public static ContainerReference Parse(string text)
    {
        string? digest = null;
        if (text.IndexOf("@sha256:", StringComparison.Ordinal) is >= 0 and var at)
        {
            digest = text[(at + "@sha256:".Length)..];
            text = text[..at];
        }

        string? tag = null;
        if (text.LastIndexOf(':') is >= 0 and var colon && text.IndexOf('/', colon) < 0)
        {
            tag = text[(colon + 1)..];
            text = text[..colon];
        }

        // The first part is a registry when it looks like a host: engines decide the same way.
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var host = slash > 0 ? text[..slash] : "";
        return host == "localhost" || host.AsSpan().ContainsAny('.', ':')
            ? new(host, text[(slash + 1)..], tag, digest)
            : new(null, text, tag, digest);
    }
}
