using ConsumerApi.Routing;

namespace ConsumerApi.Forwarding;

/// <summary>Answers a request that no node is asked for, with the original's status and text.</summary>
internal static class NotRoutable
{
    public static Task WriteAsync(HttpContext context, in RestRequest request, RoutingTable table)
    {
        if (!table.IsRead)
        {
            return ServingError.WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable,
                "The model registry has not been read yet, so it is not known where models are. Try again shortly; if this lasts, "
                + "check that the registry at ConnectionStrings:nacos is up.",
                retryAfterSeconds: 1);
        }

        var (model, version, label) = request.Key;
        if (request.Verb == RestVerb.Status)
        {
            return ServingError.WriteAsync(context, StatusCodes.Status404NotFound, version is null
                ? $"Could not find any versions of model {model}"
                : $"Could not find version {version} of model {model}");
        }

        // Upstream looks labels up before models, so this is its text for an unknown model, too.
        return label is not null
            ? ServingError.WriteAsync(context, StatusCodes.Status400BadRequest, $"Unrecognized servable version label: {label}")
            : ServingError.WriteAsync(context, StatusCodes.Status404NotFound, version is null
                ? $"Servable not found for request: Latest({model})"
                : $"Servable not found for request: Specific({model}, {version})");
    }
}
