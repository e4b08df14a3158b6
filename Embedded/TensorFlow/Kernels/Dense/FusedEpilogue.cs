using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>What a rewrite pass put behind a convolution or product: bias, residual, activation.</summary>
internal sealed class FusedEpilogue
{
    private static readonly Func<Tensor, Tensor, Tensor> s_add = Evaluator.Binary("AddV2");

    private readonly int _bias;
    private readonly int _residual;
    private readonly Activation _activation;

    private FusedEpilogue(int bias, int residual, Activation activation)
    {
        _bias = bias;
        _residual = residual;
        _activation = activation;
    }

    /// <param name="fusion">What was merged; null for a plain node.</param>
    /// <param name="ownInputs">Inputs of the plain op.</param>
    public static FusedEpilogue Read(Fusion? fusion, int ownInputs)
    {
        var bias = fusion is { HasBias: true } ? ownInputs : -1;
        var residual = fusion is { HasResidual: true } ? ownInputs + (bias >= 0 ? 1 : 0) : -1;
        return new FusedEpilogue(bias, residual, Parse(fusion?.Activation));
    }

    public static Activation Parse(string? activation) => activation switch
    {
        null => Activation.None,
        "Relu" => Activation.Relu,
        "Relu6" => Activation.Relu6,
        _ => throw new InvalidOperationException($"{activation} cannot be fused"),
    };

    /// <summary>Whether the residual has the result's shape, so that it can be added on the way.</summary>
    public bool Fits(KernelContext context, ReadOnlySpan<long> shape) => _residual < 0 || context.Input(_residual).Shape.SequenceEqual(shape);

    /// <summary>Memory for a result that the residual <see cref="Fits"/>: the residual's own if that ends here, since every sum is added to before it is written.</summary>
    public Tensor Allocate(KernelContext context, ReadOnlySpan<long> shape) =>
        _residual < 0 ? context.Allocate(0, DataType.Float, shape) : context.AllocateOver(0, _residual);

    public Epilogue For(KernelContext context) => new()
    {
        Bias = _bias >= 0 ? context.Input(_bias).Data<float>() : default,
        Residual = _residual >= 0 ? context.Input(_residual).Data<float>() : default,
        Activation = _activation,
    };

    /// <summary>The part that comes before a residual of another shape.</summary>
    public Epilogue BiasOnly(KernelContext context) => new() { Bias = _bias >= 0 ? context.Input(_bias).Data<float>() : default };

    /// <summary>The rest, for a residual that is broadcast or that broadcasts the sum.</summary>
    public void Finish(KernelContext context, Tensor sum)
    {
        var result = s_add(sum, context.Input(_residual));
        var values = result.Data<float>();
        if (_activation != Activation.None)
        {
            System.Numerics.Tensors.TensorPrimitives.Max(values, 0f, values);
        }

        if (_activation == Activation.Relu6)
        {
            System.Numerics.Tensors.TensorPrimitives.Min(values, 6f, values);
        }

        context.Set(0, result);
    }
}
