namespace ConsumerApi.Routing;

/// <summary>What a request asks for: a model, and at most one of a version and a label.</summary>
internal readonly record struct RouteKey(string Model, long? Version = null, string? Label = null)
{
    /// <summary>The path of the route on a node, without a verb.</summary>
    public string Path => (Version, Label) switch
    {
        ({ } version, _) => $"/v1/models/{Uri.EscapeDataString(Model)}/versions/{version}",
        (_, { } label) => $"/v1/models/{Uri.EscapeDataString(Model)}/labels/{Uri.EscapeDataString(label)}",
        _ => $"/v1/models/{Uri.EscapeDataString(Model)}",
    };

    /// <summary>The path of <paramref name="verb"/> on the route.</summary>
    public string PathOf(RestVerb verb) => Path + verb switch
    {
        RestVerb.Predict => ":predict",
        RestVerb.Classify => ":classify",
        RestVerb.Regress => ":regress",
        RestVerb.Metadata => "/metadata",
        _ => "",
    };
}
