namespace ConsumerApi.Api;

/// <summary>Maps the consumer's own endpoints.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/models", (RoutingViews views) => TypedResults.Ok(views.Models()))
            .WithName("ListModels").WithTags("Models")
            .WithSummary("Everything routable")
            .WithDescription("Every model with its versions and labels, and the nodes that each can be asked on. TensorFlow Serving itself has no such list.");
        endpoints.MapGet("/api/routing", (RoutingViews views) => TypedResults.Ok(views.Routing()))
            .WithName("GetRouting").WithTags("Routing")
            .WithSummary("The routing table")
            .WithDescription("The table in force with weights and health from the registry, and with what this process has seen of each node: requests in flight, answers, failures, latency, and whether it is passed over.");
        endpoints.MapGet("/api/events", (RoutingEvents events, HttpContext context) =>
                TypedResults.ServerSentEvents(events.ReadAsync(context.RequestAborted), "routing"))
            .WithName("GetEvents").WithTags("Routing")
            .WithSummary("Live routing table")
            .WithDescription("Server-sent events named `routing`; the data of each is what `GET /api/routing` answers. One comes at once and one after each change, at most two a second.");
    }
}
