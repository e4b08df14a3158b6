namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>State of a model version, numbered as <c>ModelVersionStatus.State</c>. A version only ever moves forward.</summary>
internal enum ServableState
{
    /// <summary>Managed; nothing done yet.</summary>
    Start = 10,

    /// <summary>Loading, or waiting for the next load attempt.</summary>
    Loading = 20,

    /// <summary>Reachable. Published after the first request could already succeed.</summary>
    Available = 30,

    /// <summary>About to go. Published while requests still succeed.</summary>
    Unloading = 40,

    /// <summary>Gone, or never came.</summary>
    End = 50,
}
