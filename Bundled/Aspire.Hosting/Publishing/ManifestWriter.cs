using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the application as a deployment manifest.</summary>
internal sealed class ManifestWriter
{
    private readonly ManifestPublishingContext _context;
    private readonly ResourceManifest _resources;
    private readonly HashSet<object> _referred = new(ReferenceEqualityComparer.Instance);

    private ManifestWriter(ManifestPublishingContext context)
    {
        _context = context;
        _resources = new(context, Refer);
    }

    private Utf8JsonWriter Writer => _context.Writer;

    /// <summary>The manifest's text: the same for the same model, whatever the machine.</summary>
    public static async Task<byte[]> WriteAsync(DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext, string path, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await using (var json = new Utf8JsonWriter(content, new() { Indented = true, NewLine = "\n" }))
        {
            await new ManifestWriter(new(executionContext, path, json, cancellationToken)).WriteModelAsync(model).ConfigureAwait(false);
        }

        content.WriteByte((byte)'\n');
        return content.ToArray();
    }

    private async Task WriteModelAsync(DistributedApplicationModel model)
    {
        Writer.WriteStartObject();
        Writer.WriteStartObject("resources");
        foreach (var resource in model.Resources.Where(resource => !resource.IsExcludedFromPublish()))
        {
            await WriteResourceAsync(resource).ConfigureAwait(false);
        }

        // Generated passwords are often known to the resource that uses them only.
        foreach (var parameter in _referred.OfType<ParameterResource>().Where(parameter => !model.Resources.Contains(parameter)).DistinctBy(parameter => parameter.Name))
        {
            await WriteResourceAsync(parameter).ConfigureAwait(false);
        }

        Writer.WriteEndObject();
        Writer.WriteEndObject();
    }

    private async Task WriteResourceAsync(IResource resource)
    {
        Writer.WriteStartObject(resource.Name);
        if (resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var own))
        {
            await own.Callback!(_context).ConfigureAwait(false);
        }
        else
        {
            await _resources.WriteAsync(resource).ConfigureAwait(false);
        }

        Writer.WriteEndObject();
    }

    private void Refer(object value)
    {
        if (!_referred.Add(value))
        {
            return;
        }

        switch (value)
        {
            case ParameterResource:
                break;
            case IResourceBuilder<IResource> builder:
                Refer(builder.Resource);
                break;
            case IResourceWithConnectionString connection:
                Refer(connection.ConnectionStringExpression);
                break;
            case IValueWithReferences made:
                foreach (var part in made.References)
                {
                    Refer(part);
                }

                break;
        }
    }
}
