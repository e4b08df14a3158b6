using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>Makes a model version ready to serve.</summary>
internal interface IServableLoader
{
    /// <summary>Loads the folder at <paramref name="path"/>; called on a thread of its own and may take long.</summary>
    /// <exception cref="TensorFlowException">It cannot be loaded.</exception>
    IServable Load(string path, CancellationToken cancellationToken);
}
