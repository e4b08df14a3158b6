using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ConsumerApi.OpenApi;

/// <summary>One of the things that TensorFlow Serving does with a POST.</summary>
/// <param name="Name">As in the path.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Description">How the body is made.</param>
/// <param name="Request">An example body.</param>
/// <param name="Response">What is answered to it.</param>
internal sealed record ServingVerb(string Name, string Summary, string Description, string Request, string Response)
{
    public static IReadOnlyList<ServingVerb> All { get; } =
    [
        new("predict", "Predict", "`instances` lists the inputs row by row; `inputs` gives them column by column. `signature_name` chooses another signature.",
            """{"instances": [1.0, 2.0, 5.0]}""", """{"predictions": [2.5, 3.0, 4.5]}"""),
        new("classify", "Classify", "`examples` lists feature maps; `context` holds features that all of them share.",
            """{"signature_name": "classify_x_to_y", "examples": [{"x": 20.0}]}""", """{"results": [[["", 12.0]]]}"""),
        new("regress", "Regress", "`examples` lists feature maps; `context` holds features that all of them share.",
            """{"signature_name": "regress_x_to_y", "examples": [{"x": 2.0}]}""", """{"results": [3.0]}"""),
    ];

    public OpenApiOperation Describe(string where, string tag) => new()
    {
        Tags = new HashSet<OpenApiTagReference> { new(tag) },
        Summary = $"{Summary} {where}",
        Description = Description,
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Object },
                    Example = JsonNode.Parse(Request),
                },
            },
        },
        Responses = Answers.With(
            Answers.Json("The node's answer", Response),
            ("400", "Missing 'inputs' or 'instances' key"),
            ("404", "Servable not found for request: Latest(nope)"),
            ("503", "No node could answer for model digits: node-1 accepts no connection. Try again shortly."),
            ("504", "No answer within 300 s. Send smaller batches or raise Routing:RequestTimeout.")),
    };
}
