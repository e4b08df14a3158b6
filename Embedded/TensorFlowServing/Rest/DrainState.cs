namespace Embedded.TensorFlowServing.Rest;

/// <summary>Whether the server is on its way out and asks clients to leave.</summary>
internal sealed class DrainState
{
    private volatile bool _draining;

    public bool IsDraining => _draining;

    public void Begin() => _draining = true;
}
