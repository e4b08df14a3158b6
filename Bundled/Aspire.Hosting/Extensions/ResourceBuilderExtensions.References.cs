using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Gives the resource every endpoint of another.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return builder.WithEndpointReference(source.Resource, null, null);
    }

    /// <summary>Gives the resource every endpoint of another under a name of its own.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        return builder.WithEndpointReference(source.Resource, null, name);
    }

    /// <summary>Gives the resource one endpoint of another.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return builder.WithEndpointReference(endpointReference.Resource, endpointReference.EndpointName, null);
    }

    /// <summary>Gives the resource an address under a name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri)
        {
            throw new InvalidOperationException("The uri for service reference must be absolute.");
        }

        if (uri.AbsolutePath != "/")
        {
            throw new InvalidOperationException("The uri absolute path must be \"/\".");
        }

        return builder.WithVariable($"services__{name}__default__0", uri.ToString()).WithVariable(EnvironmentName(name), uri.ToString());
    }

    /// <summary>Gives the resource an external service.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<ExternalServiceResource> externalService)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(externalService);
        var service = externalService.Resource;
        return builder.WithReferenceRelationship(service).WithEnvironment(async context =>
        {
            var scheme = service.Uri?.Scheme;
            if (scheme is null && context.ExecutionContext.IsRunMode)
            {
                scheme = (await UrlOf(service, context.CancellationToken).ConfigureAwait(false)).Scheme;
            }

            var flags = FlagsOf(context.Resource);
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                context.EnvironmentVariables[$"services__{service.Name}__{scheme ?? "default"}__0"] = ExternalServiceUrl(service);
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                context.EnvironmentVariables[EnvironmentName(service.Name)] = ExternalServiceUrl(service);
            }
        });
    }

    /// <summary>Gives the resource the connection string of another.</summary>
    /// <param name="builder">Gets it.</param>
    /// <param name="source">Has it.</param>
    /// <param name="connectionName">Name in <c>ConnectionStrings__{name}</c>; null means the other's.</param>
    /// <param name="optional">Whether the resource starts without it.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        var resource = source.Resource;
        connectionName ??= resource.Name;
        return builder.WithReferenceRelationship(resource).WithEnvironment(context =>
        {
            var flags = FlagsOf(context.Resource);
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionString))
            {
                var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}";
                context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionProperties))
            {
                foreach (var (property, value) in ConnectionProperties.Of(resource))
                {
                    context.EnvironmentVariables[$"{EnvironmentName(connectionName).ToUpperInvariant()}_{property.ToUpperInvariant()}"] = value;
                }
            }
        });
    }

    /// <summary>Says which variables references add to the resource.</summary>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(this IResourceBuilder<TDestination> builder, ReferenceEnvironmentInjectionFlags flags)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Adds or replaces a connection property.</summary>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ConnectionPropertyAnnotation(name, value));
    }

    /// <summary>Adds or replaces a connection property.</summary>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, string value)
        where T : IResourceWithConnectionString => builder.WithConnectionProperty(name, ReferenceExpression.Create($"{value}"));

    private static IResourceBuilder<T> WithEndpointReference<T>(this IResourceBuilder<T> builder, IResourceWithEndpoints source, string? endpointName, string? alias)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        var reference = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>().SingleOrDefault(r => ReferenceEquals(r.Resource, source));
        if (reference is null)
        {
            reference = new(source);
            builder.WithAnnotation(reference);
            builder.WithEnvironment(context => ServiceDiscoveryVariables.Add(context, reference, alias ?? source.Name, FlagsOf(context.Resource)));
        }

        if (endpointName is null)
        {
            reference.UseAllEndpoints = true;
        }
        else
        {
            reference.EndpointNames.Add(endpointName);
        }

        return builder.WithReferenceRelationship(source);
    }

    private static ReferenceEnvironmentInjectionFlags FlagsOf(IResource resource) =>
        resource.TryGetLastAnnotation<ReferenceEnvironmentInjectionAnnotation>(out var annotation) ? annotation.Flags : ReferenceEnvironmentInjectionFlags.All;

    private static object ExternalServiceUrl(ExternalServiceResource service) => service.Uri?.ToString() ?? (object)service.UrlParameter!;

    private static async Task<Uri> UrlOf(ExternalServiceResource service, CancellationToken cancellationToken)
    {
        var text = await service.UrlParameter!.GetValueAsync(cancellationToken).ConfigureAwait(false);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && ExternalServiceResource.TryValidate(url, out _)
            ? url
            : throw new DistributedApplicationException($"The URL parameter '{service.UrlParameter.Name}' for the external service '{service.Name}' is invalid: '{text}'.");
    }

    private static string EnvironmentName(string name) => ServiceDiscoveryVariables.EnvironmentName(name);
}
