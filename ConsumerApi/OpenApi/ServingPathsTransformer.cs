using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ConsumerApi.OpenApi;

/// <summary>
/// Describes TensorFlow Serving's paths. They are one route here, because the original's own pattern decides what is well formed, so the
/// framework cannot describe them by itself.
/// </summary>
internal sealed class ServingPathsTransformer : IOpenApiDocumentTransformer
{
    private const string Tag = "TensorFlow Serving";

    private static readonly (string Path, string Summary, string[] Parameters)[] s_routes =
    [
        ("/v1/models/{model}", "on any node that has the model", ["model"]),
        ("/v1/models/{model}/versions/{version}", "on a node that has the version", ["model", "version"]),
        ("/v1/models/{model}/labels/{label}", "on a node that knows the label", ["model", "label"]),
    ];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Rollcall consumer",
            Version = "v1",
            Description = "TensorFlow Serving's REST API, answered by whichever node is next; the response header `x-rollcall-node` names it. "
                + "Errors of a node are relayed as they are; every error is an object with one key, `error`.",
        };
        document.Tags = new HashSet<OpenApiTag> { new() { Name = Tag }, new() { Name = "Models" }, new() { Name = "Routing" }, new() { Name = "Health" } };
        foreach (var (path, where, parameters) in s_routes)
        {
            document.Paths.Add(path, Item(HttpMethod.Get, Status(where, parameters), parameters));
            document.Paths.Add($"{path}/metadata", Item(HttpMethod.Get, Metadata(where), parameters));
            foreach (var verb in ServingVerb.All)
            {
                document.Paths.Add($"{path}:{verb.Name}", Item(HttpMethod.Post, verb.Describe(where, Tag), parameters));
            }
        }

        document.Paths.Add("/health", Item(HttpMethod.Get, Health("Ready for traffic: the registry has been read"), []));
        document.Paths.Add("/alive", Item(HttpMethod.Get, Health("The process answers"), []));
        return Task.CompletedTask;
    }

    private static OpenApiPathItem Item(HttpMethod method, OpenApiOperation operation, string[] parameters) => new()
    {
        Operations = new Dictionary<HttpMethod, OpenApiOperation> { [method] = operation },
        Parameters = [.. parameters.Select(Parameter)],
    };

    private static IOpenApiParameter Parameter(string name) => new OpenApiParameter
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Schema = name == "version"
            ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" }
            : new OpenApiSchema { Type = JsonSchemaType.String },
        Example = name switch { "version" => 2, "label" => "stable", _ => "digits" },
    };

    private static OpenApiOperation Status(string where, string[] parameters) => new()
    {
        Tags = new HashSet<OpenApiTagReference> { new(Tag) },
        Summary = $"State of the versions {where}",
        Description = parameters.Contains("label") ? "As in TensorFlow Serving the label is not looked at: all versions are listed." : null,
        Responses = Answers.With(Answers.Json("The versions and their states", """
            {"model_version_status": [{"version": "2", "state": "AVAILABLE", "status": {"error_code": "OK", "error_message": ""}}]}
            """), ("404", "Could not find any versions of model nope")),
    };

    private static OpenApiOperation Metadata(string where) => new()
    {
        Tags = new HashSet<OpenApiTagReference> { new(Tag) },
        Summary = $"Signatures {where}",
        Responses = Answers.With(Answers.Json("Model name, version and signatures", """
            {"model_spec": {"name": "digits", "signature_name": "", "version": "2"}, "metadata": {"signature_def": {"signature_def": {}}}}
            """), ("404", "Servable not found for request: Latest(nope)")),
    };

    private static OpenApiOperation Health(string summary) => new()
    {
        Tags = new HashSet<OpenApiTagReference> { new("Health") },
        Summary = summary,
        Responses = new OpenApiResponses
        {
            ["200"] = Answers.Text("`Healthy`, or `Degraded` while the registry is away and routing goes on without it", "Healthy"),
            ["503"] = Answers.Text("Not so (yet)", "Unhealthy"),
        },
    };
}
