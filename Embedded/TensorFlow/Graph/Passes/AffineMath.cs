using System.Numerics.Tensors;

namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Arithmetic on scales and shifts per channel, at load.</summary>
internal static class AffineMath
{
    /// <summary>Scale and shift of a batch normalisation with fixed statistics.</summary>
    public static Tensor[] FromStatistics(Tensor gamma, Tensor beta, Tensor mean, Tensor variance, float epsilon)
    {
        var scale = Tensor.Create(DataType.Float, gamma.Shape);
        var shift = Tensor.Create(DataType.Float, gamma.Shape);
        for (var c = 0; c < gamma.ElementCount; c++)
        {
            // In double: the error of a scale would be that of a whole channel.
            var factor = gamma.Data<float>()[c] / Math.Sqrt((double)variance.Data<float>()[c] + epsilon);
            scale.Data<float>()[c] = (float)factor;
            shift.Data<float>()[c] = (float)(beta.Data<float>()[c] - (mean.Data<float>()[c] * factor));
        }

        return [scale, shift];
    }

    /// <summary>The second affine after the first.</summary>
    public static Tensor[] Compose(Tensor firstScale, Tensor firstShift, Tensor scale, Tensor shift) =>
        [Multiply(firstScale, scale), MultiplyAdd(firstShift, scale, shift)];

    public static Tensor Multiply(Tensor x, Tensor y)
    {
        var result = Tensor.Create(DataType.Float, x.ElementCount);
        TensorPrimitives.Multiply(x.Data<float>(), y.Data<float>(), result.Data<float>());
        return result;
    }

    public static Tensor MultiplyAdd(Tensor x, Tensor scale, Tensor shift)
    {
        var result = Tensor.Create(DataType.Float, x.ElementCount);
        TensorPrimitives.FusedMultiplyAdd(x.Data<float>(), scale.Data<float>(), shift.Data<float>(), result.Data<float>());
        return result;
    }

    public static Tensor Filled(float value, long count)
    {
        var result = Tensor.Create(DataType.Float, count);
        result.Data<float>().Fill(value);
        return result;
    }

    /// <summary>One value per channel, from one value or from one per channel of any rank.</summary>
    public static Tensor Spread(Tensor constant, int channels) =>
        constant.ElementCount == 1 ? Filled(constant.Data<float>()[0], channels) : constant.WithShape([channels]);

    /// <summary>Weights whose output channel i is multiplied by scale i.</summary>
    /// <param name="weights">Output channels last, or first when <paramref name="channelsFirst"/>.</param>
    /// <param name="scale">One value per output channel.</param>
    /// <param name="channelsFirst">A transposed matrix.</param>
    public static Tensor ScaleChannels(Tensor weights, Tensor scale, bool channelsFirst)
    {
        var result = Tensor.CreateForLoading(DataType.Float, weights.ShapeArray);
        var source = weights.Data<float>();
        var target = result.Data<float>();
        var factors = scale.Data<float>();
        var row = channelsFirst ? source.Length / Math.Max(1, factors.Length) : factors.Length;
        for (int at = 0, i = 0; at < source.Length; at += row, i++)
        {
            if (channelsFirst)
            {
                TensorPrimitives.Multiply(source.Slice(at, row), factors[i], target.Slice(at, row));
            }
            else
            {
                TensorPrimitives.Multiply(source.Slice(at, row), factors, target.Slice(at, row));
            }
        }

        return result;
    }
}
