using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>A model server, however it is run.</summary>
internal interface ITensorFlowServingResource : IResourceWithEndpoints, IResourceWithArgs, IResourceWithWaitSupport
{
    /// <summary>The REST API, and the monitoring page its agent reads.</summary>
    EndpointReference RestEndpoint { get; }

    /// <summary>Ports that consumers on this machine see.</summary>
    NodePorts Ports { get; }
}
