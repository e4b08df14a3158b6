// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations


using System.Text.Json.Serialization;

namespace Nacos.V2.Remote;

/// <summary>One page of a list.</summary>
/// <param name="count">How many there are in all.</param>
/// <param name="data">Those of this page.</param>
public class ListView<T>(int count, List<T> data)
{
    /// <summary>How many there are in all, on every page together.</summary>
    [JsonPropertyName("count")]
    public int Count { get; set; } = count;

    /// <summary>Those of this page.</summary>
    [JsonPropertyName("data")]
    public List<T> Data { get; set; } = data;

    /// <inheritdoc/>
    public override string ToString() => $"ListView{{data={string.Join(", ", Data ?? [])}, count={Count}}}";
}
