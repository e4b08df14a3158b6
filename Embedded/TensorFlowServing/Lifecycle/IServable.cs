using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>A loaded model version. Many runs at once are allowed; disposed when the last one is over.</summary>
internal interface IServable : IDisposable
{
    /// <summary>Entry points by signature name.</summary>
    IReadOnlyDictionary<string, Signature> Signatures { get; }

    /// <summary>Executes a signature.</summary>
    /// <exception cref="TensorFlowException">The inputs do not fit or the execution failed.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    IReadOnlyDictionary<string, Tensor> Run(string signature, IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken);
}
