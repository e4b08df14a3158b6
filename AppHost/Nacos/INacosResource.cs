namespace Rollcall.AppHost.Nacos;

/// <summary>A Nacos registry, however it is run.</summary>
internal interface INacosResource : IResourceWithConnectionString, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>The HTTP API; gRPC clients add 1000 to its port.</summary>
    EndpointReference HttpEndpoint { get; }

    /// <summary>Password of its user <c>nacos</c>; null where nobody logs in.</summary>
    ParameterResource? Password { get; }
}
