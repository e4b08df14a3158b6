using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary>One request of the naming API, with its service name taken apart.</summary>
internal sealed class NamingCall
{
    private readonly string? _group;
    private readonly string? _name;
    private Metadata? _metadata;

    /// <exception cref="RefusalException">The service name is malformed.</exception>
    public NamingCall(RequestParameters parameters)
    {
        Parameters = parameters;
        if (parameters.Find("serviceName") is not { } name)
        {
            return;
        }

        var separator = name.IndexOf(ServiceKey.GroupSeparator, StringComparison.Ordinal);
        if (separator == 0)
        {
            throw Malformed("groupName can't be empty");
        }

        (_group, _name) = separator < 0
            ? (parameters.Optional("groupName", ServiceKey.DefaultGroup), name)
            : (name[..separator], name[(separator + ServiceKey.GroupSeparator.Length)..]);
        if (_name.Length == 0)
        {
            throw Malformed("it should be format as 'groupName@@serviceName'");
        }
    }

    public RequestParameters Parameters { get; }

    /// <summary>The group and plain name, when the request names a service.</summary>
    public (string Group, string Name)? ServiceName => _name is null ? null : (_group!, _name);

    public string Namespace => Parameters.Optional("namespaceId", ServiceKey.DefaultNamespace);

    /// <summary>The service; missing is refused in the words of the original's own code.</summary>
    public ServiceKey Service => _name is null ? throw RefusalException.BadRequest("Param 'serviceName' is required.") : new(Namespace, _group!, _name);

    /// <summary>The service; missing is refused in the words of the original's web framework.</summary>
    public ServiceKey BoundService => _name is null ? throw RefusalException.Missing("serviceName") : Service;

    public Endpoint Endpoint => new(Parameters.Required("ip"), RequestParameters.Integer(Parameters.Required("port")));

    /// <summary>The cluster, under its newer or older parameter name.</summary>
    public string Cluster => Parameters.Find("clusterName") ?? Parameters.Optional("cluster", Instance.DefaultCluster);

    public Metadata Metadata => _metadata ??= MetadataText.Parse(Parameters.Find("metadata"));

    private static RefusalException Malformed(string why) =>
        new(StatusCodes.Status400BadRequest, $"Service name filter error,caused: Param 'serviceName' is illegal, {why};", RefusalForm.Document);
}
