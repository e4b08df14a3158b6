using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>A model server as a process of this machine.</summary>
internal sealed class EmbeddedTensorFlowServingResource : ExecutableResource, ITensorFlowServingResource
{
    public const string RestEndpointName = "rest";
    public const string GrpcEndpointName = "grpc";

    public EmbeddedTensorFlowServingResource(string name, string workingDirectory, NodePorts ports)
        : base(name, "dotnet", workingDirectory)
    {
        Ports = ports;
        RestEndpoint = new EndpointReference(this, RestEndpointName);
    }

    public static string Program { get; } = "Embedded.TensorFlowServing";

    public NodePorts Ports { get; }

    public EndpointReference RestEndpoint { get; }
}
