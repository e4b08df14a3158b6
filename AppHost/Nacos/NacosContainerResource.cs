namespace Rollcall.AppHost.Nacos;

/// <summary>The registry as a container.</summary>
internal sealed class NacosContainerResource : ContainerResource, INacosResource
{
    public const string HttpEndpointName = "http";
    public const string GrpcEndpointName = "grpc";
    public const int HttpPort = 8848;

    /// <summary>Clients add 1000 to the port they are given.</summary>
    public const int GrpcPort = HttpPort + 1000;

    public NacosContainerResource(string name)
        : base(name) => HttpEndpoint = new EndpointReference(this, HttpEndpointName);

    public EndpointReference HttpEndpoint { get; }

    public ParameterResource? Password { get; init; }

    /// <summary>Host and port one by one: the URL of the endpoint begins with tcp:// (see <see cref="NacosResourceExtensions"/>).</summary>
    public ReferenceExpression ConnectionStringExpression
        => ReferenceExpression.Create($"http://{HttpEndpoint.Property(EndpointProperty.Host)}:{HttpEndpoint.Property(EndpointProperty.Port)}");
}
