using System.Text.Json.Nodes;
using ConsumerApi.Forwarding;
using Microsoft.OpenApi;

namespace ConsumerApi.OpenApi;

/// <summary>Parts that answers are described with.</summary>
internal static class Answers
{
    /// <summary>200 as given, and errors with an example of each.</summary>
    public static OpenApiResponses With(OpenApiResponse ok, params (string Status, string Error)[] errors)
    {
        var responses = new OpenApiResponses { ["200"] = ok };
        foreach (var (status, error) in errors)
        {
            var answer = Json("", new JsonObject { ["error"] = error }.ToJsonString());
            answer.Description = $"e.g. {error}";
            responses[status] = answer;
        }

        return responses;
    }

    public static OpenApiResponse Json(string description, string example) => new()
    {
        Description = description,
        Headers = new Dictionary<string, IOpenApiHeader>
        {
            [ForwardedHeaders.NodeHeader] = new OpenApiHeader
            {
                Description = "The node that answered; absent when no node was asked.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = "node-1",
            },
        },
        Content = Content("application/json", JsonSchemaType.Object, JsonNode.Parse(example)),
    };

    public static OpenApiResponse Text(string description, string example) => new()
    {
        Description = description,
        Content = Content("text/plain", JsonSchemaType.String, JsonValue.Create(example)),
    };

    private static Dictionary<string, OpenApiMediaType> Content(string type, JsonSchemaType schema, JsonNode? example) => new()
    {
        [type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = schema }, Example = example },
    };
}
