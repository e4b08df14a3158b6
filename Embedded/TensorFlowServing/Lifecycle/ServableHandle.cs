namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>Keeps a version loaded while a request uses it. Dispose exactly once.</summary>
internal readonly struct ServableHandle(ManagedVersion version, IServable servable) : IDisposable
{
    /// <summary>The loaded model.</summary>
    public IServable Servable => servable;

    /// <summary>Its version number.</summary>
    public long Version => version.Version;

    public void Dispose() => version.Release();
}
