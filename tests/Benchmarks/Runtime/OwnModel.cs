using Embedded.TensorFlow;

namespace Benchmarks.Runtime;

/// <summary>The network in our runtime.</summary>
internal sealed class OwnModel : IImageModel
{
    private const string Signature = "serving_default";

    private readonly SavedModel _model;
    private readonly Dictionary<string, Tensor> _inputs;

    public OwnModel(string folder, int threads, int batch)
    {
        _model = SavedModel.Load(folder, new SavedModelOptions { IntraOpParallelism = threads });
        _inputs = new() { [_model.Signatures[Signature].Inputs.Keys.Single()] = Tensor.From<float>(Images.Shape(batch), Images.Batch(batch)) };
    }

    public void Run() => _model.Run(Signature, _inputs);

    public float[] Logits() => _model.Run(Signature, _inputs)["logits"].Data<float>().ToArray();

    public void Dispose() => _model.Dispose();
}
