namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>A model server, however it is run.</summary>
internal interface ITensorFlowServingResource : IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithArgs, IResourceWithWaitSupport
{
    /// <summary>The REST API, and the monitoring page its agent reads.</summary>
    EndpointReference RestEndpoint { get; }
}
