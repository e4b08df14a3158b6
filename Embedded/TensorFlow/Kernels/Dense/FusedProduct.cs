using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>A product with packed weights and what was fused behind it.</summary>
internal static class FusedProduct
{
    /// <param name="context">The run.</param>
    /// <param name="epilogue">What was fused.</param>
    /// <param name="packed">The weights.</param>
    /// <param name="x">Rows of as many values as the weights have.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="shape">Shape of the result.</param>
    public static void Run(KernelContext context, FusedEpilogue epilogue, PackedMatMul packed, Tensor x, int rows, ReadOnlySpan<long> shape)
    {
        if (epilogue.Fits(context, shape))
        {
            packed.Run(x.Data<float>(), rows, epilogue.Allocate(context, shape).Data<float>(), epilogue.For(context), context.Pool);
            return;
        }

        // The residual is broadcast, or broadcasts the sum.
        var sum = Tensor.Create(DataType.Float, shape);
        packed.Run(x.Data<float>(), rows, sum.Data<float>(), epilogue.BiasOnly(context), context.Pool);
        epilogue.Finish(context, sum);
    }
}
