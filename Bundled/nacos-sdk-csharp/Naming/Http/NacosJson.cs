using System.Text.Json.Serialization;
using Nacos.V2.Naming.Dtos;

namespace Nacos.V2.Naming.Http;

/// <summary>The JSON of the v1 API, read leniently: fields that versions add or leave out do no harm.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ServiceInfo))]
[JsonSerializable(typeof(ServiceListAnswer))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(BeatAnswer))]
[JsonSerializable(typeof(MetricsAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class NacosJson : JsonSerializerContext;

internal sealed record ServiceListAnswer(
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("doms")] List<string>? Names);

/// <param name="AccessToken">Token to send as parameter <c>accessToken</c>.</param>
/// <param name="TimeToLive">Seconds the token is valid.</param>
internal sealed record LoginAnswer(
    [property: JsonPropertyName("accessToken")] string? AccessToken,
    [property: JsonPropertyName("tokenTtl")] long TimeToLive);

/// <param name="Code">10200 (known) or 20404 (register again).</param>
/// <param name="Interval">Milliseconds to the next beat, as the server wants it.</param>
internal sealed record BeatAnswer(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("clientBeatInterval")] long Interval);

internal sealed record MetricsAnswer(
    [property: JsonPropertyName("status")] string? Status);
