namespace ConsumerApi.Forwarding;

/// <summary>Maps TensorFlow Serving's paths.</summary>
internal static class ForwardingEndpoints
{
    /// <summary>
    /// One route for everything below <c>/v1</c>: which paths are well formed is for <see cref="RestRequestParser"/> to say, in the
    /// original's words and not the framework's. Described by hand in the OpenAPI document for the same reason.
    /// </summary>
    public static void MapForwarding(this IEndpointRouteBuilder endpoints)
    {
        var forwarder = endpoints.ServiceProvider.GetRequiredService<RestForwarder>();
        endpoints.Map("/v1/{**path}", forwarder.InvokeAsync);
    }
}
