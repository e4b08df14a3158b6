using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Docker.Publishing;

/// <summary>Values of variables and arguments as a Compose file has them.</summary>
/// <param name="environment">The Compose project.</param>
internal sealed class ComposeValue(DockerComposeEnvironmentResource environment)
{
    public string Of(object? value) => value switch
    {
        null => "",
        string text => Literal(text),
        ParameterResource parameter => ComposeVariables.Of(parameter, environment),
        ReferenceExpression expression => OfExpression(expression),
        EndpointReference endpoint => Part(endpoint, EndpointProperty.Url),
        EndpointReferenceExpression part => Part(part.Endpoint, part.Property),
        ConnectionStringReference reference => Of(reference.Resource),
        IResourceWithConnectionString connection => Of(connection.ConnectionStringExpression),
        IResourceBuilder<IResource> builder => Of(builder.Resource),
        IFormattable formattable => Literal(formattable.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new DistributedApplicationException($"A value of type {value.GetType().Name} cannot be written into a Compose file."),
    };

    /// <summary>The port that an endpoint has inside the network of the services.</summary>
    public string TargetPort(IResource owner, EndpointAnnotation endpoint) =>
        endpoint.TargetPort?.ToString(CultureInfo.InvariantCulture) ?? ComposeVariables.Port(owner, environment);

    // Compose replaces $NAME in every string.
    private static string Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    private string OfExpression(ReferenceExpression expression)
    {
        if (expression.StringFormats.FirstOrDefault(format => format is not null) is { } format)
        {
            throw new DistributedApplicationException($"The format '{format}' of an expression cannot be written into a Compose file.");
        }

        return string.Format(CultureInfo.InvariantCulture, Literal(expression.Format), [.. expression.ValueProviders.Select(Of)]);
    }

    private string Part(EndpointReference reference, EndpointProperty property)
    {
        var endpoint = reference.EndpointAnnotation;
        var host = ComposeVariables.ServiceName(reference.Resource);
        return property switch
        {
            EndpointProperty.Url => $"{endpoint.UriScheme}://{host}:{Port()}",
            EndpointProperty.Host or EndpointProperty.IPV4Host => host,
            EndpointProperty.Port or EndpointProperty.TargetPort => Port(),
            EndpointProperty.HostAndPort => $"{host}:{Port()}",
            EndpointProperty.Scheme => endpoint.UriScheme,
            EndpointProperty.TlsEnabled => endpoint.TlsEnabled ? bool.TrueString : bool.FalseString,
            _ => throw new DistributedApplicationException($"The property '{property}' of an endpoint cannot be written into a Compose file."),
        };

        string Port() => TargetPort(reference.Resource, endpoint);
    }
}
