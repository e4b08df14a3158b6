using Embedded.TensorFlow;

namespace Benchmarks.Runtime;

/// <summary>A network in our runtime.</summary>
internal sealed class OwnModel : ILoadedNetwork
{
    public const string Signature = "serving_default";

    private readonly SavedModel _model;
    private readonly Dictionary<string, Tensor> _inputs;
    private readonly string _output;

    /// <param name="folder">The version folder of a model with one input.</param>
    /// <param name="threads">Threads that share an operation.</param>
    /// <param name="input">Its values.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="output">The output that holds the logits.</param>
    public OwnModel(string folder, int threads, float[] input, ReadOnlySpan<long> shape, string output)
    {
        _model = SavedModel.Load(folder, new SavedModelOptions { IntraOpParallelism = threads });
        _inputs = new() { [_model.Signatures[Signature].Inputs.Keys.Single()] = Tensor.From<float>(shape, input) };
        _output = output;
    }

    public void Run() => _model.Run(Signature, _inputs);

    public float[] Outputs() => _model.Run(Signature, _inputs)[_output].Data<float>().ToArray();

    public void Dispose() => _model.Dispose();
}
