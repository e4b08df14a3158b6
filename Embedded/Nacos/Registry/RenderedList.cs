namespace Embedded.Nacos.Registry;

/// <summary>A list answer in wire form, with the one setting that it depends on.</summary>
internal sealed record RenderedList(long CacheMillis, byte[] Body);
