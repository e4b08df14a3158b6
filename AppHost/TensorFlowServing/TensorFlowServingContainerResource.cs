namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>A model server as a container, with its models and its agent inside.</summary>
internal sealed class TensorFlowServingContainerResource : ContainerResource, ITensorFlowServingResource
{
    public const string RestEndpointName = "rest";
    public const string GrpcEndpointName = "grpc";
    public const int RestPort = 8501;
    public const int GrpcPort = 8500;

    public TensorFlowServingContainerResource(string name)
        : base(name)
    {
        RestEndpoint = new EndpointReference(this, RestEndpointName);
        GrpcEndpoint = new EndpointReference(this, GrpcEndpointName);
    }

    public EndpointReference RestEndpoint { get; }

    public EndpointReference GrpcEndpoint { get; }
}
