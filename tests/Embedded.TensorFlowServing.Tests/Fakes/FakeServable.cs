using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Lifecycle;

namespace Embedded.TensorFlowServing.Tests.Fakes;

/// <summary>y = x / 2 + offset, with the signatures of TensorFlow Serving's own test model.</summary>
internal sealed class FakeServable(float offset = 2) : IServable
{
    private static readonly Dictionary<string, Tensor> s_noDefaults = [];

    public bool Disposed { get; private set; }

    /// <summary>When set, a run waits for it.</summary>
    public ManualResetEventSlim? Hold { get; init; }

    /// <summary>When set, a run fails by it.</summary>
    public Exception? Failure { get; init; }

    public ManualResetEventSlim Entered { get; } = new();

    public IReadOnlyDictionary<string, Signature> Signatures { get; } = new Dictionary<string, Signature>
    {
        ["serving_default"] = Sign("serving_default", "predict", ("x", DataType.Float), ("y", DataType.Float)),
        ["classify_x_to_y"] = Sign("classify_x_to_y", "classify", ("inputs", DataType.String), ("scores", DataType.Float)),
        ["regress_x_to_y"] = Sign("regress_x_to_y", "regress", ("inputs", DataType.String), ("outputs", DataType.Float)),
    };

    public IReadOnlyDictionary<string, Tensor> Run(string signature, IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Disposed, this);
        Entered.Set();
        Hold?.Wait(cancellationToken);
        if (Failure is { } failure)
        {
            throw failure;
        }

        var (name, input) = inputs.Single();
        if (signature == "serving_default")
        {
            return new Dictionary<string, Tensor> { ["y"] = Tensor.From<float>(input.Shape, [.. input.Data<float>().ToArray().Select(x => (x / 2) + offset)]) };
        }

        name.ShouldBe("inputs");
        var ys = input.Strings.ToArray().Select(e => (Tensorflow.Example.Parser.ParseFrom(e.Span).Features.Feature["x"].FloatList.Value[0] / 2) + offset).ToArray();
        return signature == "classify_x_to_y"
            ? new Dictionary<string, Tensor> { ["scores"] = Tensor.From<float>([ys.Length, 1], ys) }
            : new Dictionary<string, Tensor> { ["outputs"] = Tensor.From<float>([ys.Length, 1], ys) };
    }

    public void Dispose() => Disposed = true;

    private static Signature Sign(string name, string method, (string Alias, DataType Type) input, (string Alias, DataType Type) output) => new(
        name, "tensorflow/serving/" + method,
        new Dictionary<string, TensorInfo> { [input.Alias] = new(input.Alias + ":0", input.Type, input.Type == DataType.String ? null : [-1, 1]) },
        new Dictionary<string, TensorInfo> { [output.Alias] = new(output.Alias + ":0", output.Type, [-1, 1]) },
        s_noDefaults);
}
