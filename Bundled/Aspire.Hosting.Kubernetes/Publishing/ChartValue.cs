using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Values of variables and arguments as a chart has them.</summary>
/// <param name="values">Gets the parameters that they refer to.</param>
internal sealed class ChartValue(ChartValues values)
{
    /// <summary>Where containers of .NET listen unless they are told otherwise.</summary>
    private const int DefaultProjectPort = 8080;

    public ChartText Of(object? value) => value switch
    {
        null => ChartText.Of(""),
        string text => ChartText.Of(text),
        ParameterResource parameter => new("%s", [values.Parameter(parameter)], parameter.Secret),
        ReferenceExpression expression => OfExpression(expression),
        EndpointReference endpoint => ChartText.Of(Part(endpoint, EndpointProperty.Url)),
        EndpointReferenceExpression part => ChartText.Of(Part(part.Endpoint, part.Property)),
        ConnectionStringReference reference => Of(reference.Resource),
        IResourceWithConnectionString connection => Of(connection.ConnectionStringExpression),
        IResourceBuilder<IResource> builder => Of(builder.Resource),
        IFormattable formattable => ChartText.Of(formattable.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new DistributedApplicationException($"A value of type {value.GetType().Name} cannot be written into a chart."),
    };

    /// <summary>The port that an endpoint has on its pods and on their service.</summary>
    public static int TargetPort(EndpointAnnotation endpoint) => endpoint.TargetPort ?? DefaultProjectPort;

    /// <summary>The service of a resource, which is its name in the cluster.</summary>
    public static string ServiceName(IResource resource) => $"{ObjectName(resource)}-service";

    /// <summary>What the objects of a resource begin with.</summary>
    public static string ObjectName(IResource resource) => resource.Name.ToLowerInvariant();

    private ChartText OfExpression(ReferenceExpression expression)
    {
        if (expression.StringFormats.FirstOrDefault(format => format is not null) is { } format)
        {
            throw new DistributedApplicationException($"The format '{format}' of an expression cannot be written into a chart.");
        }

        var parts = expression.ValueProviders.Select(Of).ToArray();
        var text = string.Format(CultureInfo.InvariantCulture, expression.Format.Replace("%", "%%", StringComparison.Ordinal), [.. parts.Select(part => part.Format)]);
        return new(text, [.. parts.SelectMany(part => part.Arguments)], parts.Any(part => part.IsSecret));
    }

    private static string Part(EndpointReference reference, EndpointProperty property)
    {
        var endpoint = reference.EndpointAnnotation;
        var host = ServiceName(reference.Resource);
        var port = TargetPort(endpoint).ToString(CultureInfo.InvariantCulture);
        return property switch
        {
            EndpointProperty.Url => $"{endpoint.UriScheme}://{host}:{port}",
            EndpointProperty.Host or EndpointProperty.IPV4Host => host,
            EndpointProperty.Port or EndpointProperty.TargetPort => port,
            EndpointProperty.HostAndPort => $"{host}:{port}",
            EndpointProperty.Scheme => endpoint.UriScheme,
            EndpointProperty.TlsEnabled => endpoint.TlsEnabled ? bool.TrueString : bool.FalseString,
            _ => throw new DistributedApplicationException($"The property '{property}' of an endpoint cannot be written into a chart."),
        };
    }
}
