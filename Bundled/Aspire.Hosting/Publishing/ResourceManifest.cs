using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the entries of the resource types that a manifest knows.</summary>
/// <param name="context">The manifest.</param>
/// <param name="refer">Told of every value that an entry refers to.</param>
internal sealed class ResourceManifest(ManifestPublishingContext context, Action<object> refer)
{
    private Utf8JsonWriter Writer => context.Writer;

    public async Task WriteAsync(IResource resource)
    {
        switch (resource)
        {
            case ContainerResource container:
                await WriteContainerAsync(container).ConfigureAwait(false);
                break;
            case ProjectResource project:
                Writer.WriteString("type", "project.v0");
                Writer.WriteString("path", context.GetManifestRelativePath(project.GetProjectMetadata().ProjectPath));
                await WriteConfigurationAsync(project).ConfigureAwait(false);
                break;
            case ExecutableResource executable:
                Writer.WriteString("type", "executable.v0");
                WriteConnectionString(executable);
                Writer.WriteString("workingDirectory", context.GetManifestRelativePath(executable.WorkingDirectory));
                Writer.WriteString("command", executable.Command);
                await WriteConfigurationAsync(executable).ConfigureAwait(false);
                break;
            case ParameterResource parameter:
                WriteParameter(parameter);
                break;
            case IResourceWithConnectionString:
                Writer.WriteString("type", "value.v0");
                WriteConnectionString(resource);
                break;
            default:
                Writer.WriteString("error", "This resource does not support generation in the manifest.");
                break;
        }
    }

    private async Task WriteContainerAsync(ContainerResource container)
    {
        if (container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            Writer.WriteString("type", "container.v1");
            WriteConnectionString(container);
            WriteBuild(build);
        }
        else
        {
            Writer.WriteString("type", "container.v0");
            WriteConnectionString(container);
            Writer.WriteString("image", container.TryGetContainerImageName(out var image)
                ? image
                : throw new DistributedApplicationException($"The container '{container.Name}' has neither an image nor a Dockerfile."));
        }

        if (container.Entrypoint is { } entrypoint)
        {
            Writer.WriteString("entrypoint", entrypoint);
        }

        await WriteConfigurationAsync(container).ConfigureAwait(false);
    }

    private void WriteBuild(DockerfileBuildAnnotation build)
    {
        Writer.WriteStartObject("build");
        Writer.WriteString("context", context.GetManifestRelativePath(build.ContextPath));
        Writer.WriteString("dockerfile", context.GetManifestRelativePath(build.DockerfilePath));
        if (build.Stage is { } stage)
        {
            Writer.WriteString("stage", stage);
        }

        WriteValues("args", build.BuildArguments.ToDictionary(argument => argument.Key, argument => argument.Value ?? ""));
        if (build.BuildSecrets.Count > 0)
        {
            throw new DistributedApplicationException("Build secrets cannot be written into a manifest by this build of Aspire.Hosting.");
        }

        Writer.WriteEndObject();
    }

    private async Task WriteConfigurationAsync(IResource resource)
    {
        var configuration = new ExecutionConfigurationBuilder(resource);
        var arguments = await configuration.CollectArgumentsAsync(context.ExecutionContext, NullLogger.Instance, context.CancellationToken).ConfigureAwait(false);
        if (arguments.Count > 0)
        {
            Writer.WriteStartArray("args");
            foreach (var argument in arguments)
            {
                refer(argument);
                Writer.WriteStringValue(ManifestValue.Of(argument));
            }

            Writer.WriteEndArray();
        }

        WriteMounts(resource, "bindMounts", "source", ContainerMountType.BindMount);
        WriteMounts(resource, "volumes", "name", ContainerMountType.Volume);
        WriteValues("env", await configuration.CollectVariablesAsync(context.ExecutionContext, NullLogger.Instance, context.CancellationToken).ConfigureAwait(false));
        WriteBindings(resource);
    }

    private void WriteValues(string name, Dictionary<string, object> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            refer(value);
            Writer.WriteString(key, ManifestValue.Of(value));
        }

        Writer.WriteEndObject();
    }

    private void WriteMounts(IResource resource, string list, string source, ContainerMountType type)
    {
        var mounts = resource.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type == type).ToArray();
        if (mounts.Length == 0)
        {
            return;
        }

        Writer.WriteStartArray(list);
        foreach (var mount in mounts)
        {
            Writer.WriteStartObject();
            if (mount.Source is { } origin)
            {
                Writer.WriteString(source, type == ContainerMountType.BindMount ? context.GetManifestRelativePath(origin) : origin);
            }

            Writer.WriteString("target", mount.Target);
            Writer.WriteBoolean("readOnly", mount.IsReadOnly);
            Writer.WriteEndObject();
        }

        Writer.WriteEndArray();
    }

    private void WriteBindings(IResource resource)
    {
        if (!resource.TryGetEndpoints(out var endpoints))
        {
            return;
        }

        Writer.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            Writer.WriteStartObject(endpoint.Name);
            Writer.WriteString("scheme", endpoint.UriScheme);
            Writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            Writer.WriteString("transport", endpoint.Transport);

            // A port of launchSettings.json belongs to the machine of a developer.
            if (endpoint.Port is { } port && port != endpoint.TargetPort && !endpoint.FromLaunchProfile)
            {
                Writer.WriteNumber("port", port);
            }

            if (endpoint.TargetPort is { } targetPort)
            {
                Writer.WriteNumber("targetPort", targetPort);
            }

            if (endpoint.IsExternal)
            {
                Writer.WriteBoolean("external", true);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }

    private void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString connection)
        {
            refer(connection);
            Writer.WriteString("connectionString", ManifestValue.Of(connection.ConnectionStringExpression));
        }
    }

    private void WriteParameter(ParameterResource parameter)
    {
        Writer.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            Writer.WriteString("connectionString", $"{{{parameter.Name}.value}}");
        }

        Writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        Writer.WriteStartObject("inputs");
        Writer.WriteStartObject("value");
        Writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            Writer.WriteBoolean("secret", true);
        }

        if (parameter.Default is { } value)
        {
            Writer.WriteStartObject("default");
            value.WriteToManifest(context);
            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
        Writer.WriteEndObject();
    }
}
