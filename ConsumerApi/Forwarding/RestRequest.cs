using ConsumerApi.Routing;

namespace ConsumerApi.Forwarding;

/// <summary>What a request line of TensorFlow Serving's REST API asks for, or the answer it deserves instead.</summary>
/// <param name="Key">The model, version or label.</param>
/// <param name="Verb">What to do with it.</param>
/// <param name="Error">A message for a 400, when the line does not parse.</param>
internal readonly record struct RestRequest(RouteKey Key, RestVerb Verb, string? Error = null)
{
    public static RestRequest Bad(string error) => new(default, default, error);

    public static RestRequest Malformed(string method, string target) => Bad($"Malformed request: {method} {target}");
}
