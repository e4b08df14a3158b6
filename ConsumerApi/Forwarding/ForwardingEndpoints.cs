namespace ConsumerApi.Forwarding;

/// <summary>Maps TensorFlow Serving's paths.</summary>
internal static class ForwardingEndpoints
{
    // The same answer to all of them: they only give traces and metrics a name for each kind of request. Anything else is the last one's.
    private static readonly string[] s_patterns =
    [
        "/v1/models/{model}:{verb}",
        "/v1/models/{model}/versions/{version}:{verb}",
        "/v1/models/{model}/labels/{label}:{verb}",
        "/v1/models/{model}",
        "/v1/models/{model}/versions/{version}",
        "/v1/models/{model}/metadata",
        "/v1/models/{model}/versions/{version}/metadata",
        "/v1/{**path}",
    ];

    /// <summary>
    /// One handler for everything below <c>/v1</c>: which paths are well formed is for <see cref="RestRequestParser"/> to say, in the
    /// original's words and not the framework's. Described by hand in the OpenAPI document for the same reason.
    /// </summary>
    public static void MapForwarding(this IEndpointRouteBuilder endpoints)
    {
        var forwarder = endpoints.ServiceProvider.GetRequiredService<RestForwarder>();
        foreach (var pattern in s_patterns)
        {
            endpoints.Map(pattern, forwarder.InvokeAsync);
        }
    }
}
