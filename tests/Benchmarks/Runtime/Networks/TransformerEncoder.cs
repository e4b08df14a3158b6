namespace Benchmarks.Runtime.Networks;

/// <summary>
/// A small transformer encoder (the size of BERT-mini) on sequences of 128 vectors: normalisation before attention and feed-forward layers, GELU,
/// the mean over the sequence, one dense layer. 3.2 million weights, 430 million multiply-adds.
/// </summary>
internal sealed class TransformerEncoder : INetwork
{
    private const int Layers = 4, Width = 256, Heads = 4, Inner = 1024, Places = 128, Seed = 3;

    public string Name => "transformer encoder";

    public IReadOnlyList<long> Example { get; } = [Places, Width];

    public int Classes => 16;

    public void Write(INetworkWriter writer)
    {
        var draw = new Draw(Seed);
        var x = writer.Input([-1, .. Example]);
        for (var layer = 0; layer < Layers; layer++)
        {
            (float[], float[])[] projections = [.. Enumerable.Range(0, 4).Select(_ => (draw.Weights(Width * Width, Width), draw.Around(0, 0.1f, Width)))];
            x = writer.Add(x, writer.Attention(Normalised(writer, draw, x), projections, Heads));
            var inner = writer.Gelu(writer.DenseSequence(Normalised(writer, draw, x), draw.Weights(Width * Inner, Width), draw.Around(0, 0.1f, Inner)));
            x = writer.Add(x, writer.DenseSequence(inner, draw.Weights(Inner * Width, Inner), draw.Around(0, 0.1f, Width)));
        }

        x = writer.SequenceMean(Normalised(writer, draw, x));
        writer.Output(writer.Dense(x, draw.Weights(Width * Classes, Width), draw.Around(0, 0.1f, Classes)), [-1, Classes]);
    }

    private static string Normalised(INetworkWriter writer, Draw draw, string x) => writer.LayerNormalised(x, draw.Around(1, 0.25f, Width), draw.Around(0, 0.25f, Width));
}
