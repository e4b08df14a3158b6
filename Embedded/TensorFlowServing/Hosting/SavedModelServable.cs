using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Lifecycle;

namespace Embedded.TensorFlowServing.Hosting;

/// <summary>A SavedModel as the lifecycle sees it.</summary>
internal sealed class SavedModelServable(SavedModel model) : IServable
{
    public IReadOnlyDictionary<string, Signature> Signatures => model.Signatures;

    public IReadOnlyDictionary<string, Tensor> Run(string signature, IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken) =>
        model.Run(signature, inputs, null, cancellationToken);

    public void Dispose() => model.Dispose();
}
