using System.Text.RegularExpressions;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Lifecycle;

namespace Embedded.TensorFlowServing.Rest;

/// <summary>What a request under <c>/v1</c> asks for.</summary>
/// <param name="Api">The operation.</param>
/// <param name="Model">Model name; empty when the path has none.</param>
/// <param name="VersionText">Digits of the version as sent; empty for none.</param>
/// <param name="Label">Version label; null for none.</param>
internal sealed partial record RestRoute(RestApi Api, string Model, string VersionText, string? Label)
{
    /// <summary>Finds the route of a request by the original's patterns, which see the query string as part of the path.</summary>
    public static RestRoute? Match(string method, string target)
    {
        if (method == "POST" && InferencePattern().Match(target) is { Success: true } call)
        {
            // The verb is recognised in any case but only works in lower case.
            RestApi? api = call.Groups["verb"].Value switch
            {
                "predict" => RestApi.Predict,
                "classify" => RestApi.Classify,
                "regress" => RestApi.Regress,
                _ => null,
            };
            return api is { } known ? Create(known, call) : null;
        }

        if (method == "GET" && StatusPattern().Match(target) is { Success: true } query)
        {
            return Create(query.Groups["metadata"].Value == "metadata" ? RestApi.Metadata : RestApi.Status, query);
        }

        return null;
    }

    /// <summary>The path with placeholders: few, whatever is asked for.</summary>
    public string Pattern
    {
        get
        {
            var choice = VersionText.Length > 0 ? "/versions/{version}" : Label is null ? "" : "/labels/{label}";
            return Api switch
            {
                RestApi.Predict => $"/v1/models/{{model}}{choice}:predict",
                RestApi.Classify => $"/v1/models/{{model}}{choice}:classify",
                RestApi.Regress => $"/v1/models/{{model}}{choice}:regress",
                RestApi.Metadata => $"/v1/models/{{model}}{choice}/metadata",
                _ => $"/v1/models/{{model}}{choice}",
            };
        }
    }

    /// <summary>Which version the path names.</summary>
    /// <exception cref="TensorFlowException">INVALID_ARGUMENT: the number does not fit 64 bits.</exception>
    public VersionChoice Choice()
    {
        if (VersionText.Length == 0)
        {
            return new VersionChoice(null, Label);
        }

        return long.TryParse(VersionText, out var version)
            ? new VersionChoice(version, null)
            : throw new TensorFlowException(StatusCode.InvalidArgument, $"Failed to convert version: {VersionText} to numeric.");
    }

    private static RestRoute Create(RestApi api, Match match) => new(
        api,
        Uri.UnescapeDataString(match.Groups["model"].Value),
        match.Groups["version"].Value,
        match.Groups["label"] is { Success: true, Value: var label } ? Uri.UnescapeDataString(label) : null);

    [GeneratedRegex(@"\A/v1/models/(?<model>[^/:]+)(?:/versions/(?<version>[0-9]+)|/labels/(?<label>[^/:]+))?:(?<verb>classify|regress|predict)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InferencePattern();

    [GeneratedRegex(@"\A/v1/models(?:/(?<model>[^/:]+))?(?:/versions/(?<version>[0-9]+)|/labels/(?<label>[^/:]+))?(?:/(?<metadata>metadata))?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StatusPattern();
}
