namespace Benchmarks.Runtime.Networks;

/// <summary>
/// Takes a network layer by layer and writes it as an exporter of its format would. The same description with the same weights thus becomes a
/// SavedModel and an ONNX file. Values are known by names; images are NHWC where they enter, filters are [height, width, in, out].
/// </summary>
internal interface INetworkWriter
{
    /// <summary>The network's only input; a dimension of -1 is any.</summary>
    string Input(ReadOnlySpan<long> shape);

    /// <summary>Names the logits.</summary>
    void Output(string x, ReadOnlySpan<long> shape);

    /// <summary>From the order in which images enter to that in which the format's exporters compute.</summary>
    string Image(string x);

    /// <summary>A convolution without bias; with stride 2 padded at the lower right only, as Keras does it for even sizes.</summary>
    string Convolution(string x, float[] filter, int size, int inputs, int outputs, int stride);

    /// <summary>A 3 × 3 convolution of every channel on its own, padded as <see cref="Convolution"/>.</summary>
    string Depthwise(string x, float[] filter, int channels, int stride);

    /// <summary>Batch normalisation with fixed statistics.</summary>
    string Normalised(string x, float[] gamma, float[] beta, float[] mean, float[] variance);

    string Relu6(string x);

    string Add(string x, string y);

    /// <summary>The mean of every channel of an image: [batch, channels].</summary>
    string ImageMean(string x);

    /// <summary>The mean over the places of a sequence [batch, places, width].</summary>
    string SequenceMean(string x);

    /// <summary>x · weights + bias for a matrix.</summary>
    string Dense(string x, float[] weights, float[] bias);

    /// <summary>x · weights + bias for every place of a sequence.</summary>
    string DenseSequence(string x, float[] weights, float[] bias);

    /// <summary>Normalisation of every place of a sequence.</summary>
    string LayerNormalised(string x, float[] gamma, float[] beta);

    /// <summary>The exact form, by the error function.</summary>
    string Gelu(string x);

    /// <summary>Attention of every place to every other: projections [width, width] with their biases in the order query, key, value, output.</summary>
    string Attention(string x, IReadOnlyList<(float[] Weights, float[] Bias)> projections, int heads);
}
