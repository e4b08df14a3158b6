using Benchmarks.Runtime.Onnx;
using Models.ResNet50;

namespace Benchmarks.Runtime;

/// <summary>ResNet-50 with batches of the images with known results.</summary>
internal static class Images
{
    public const string Logits = "logits";

    /// <summary>The images one after the other, over and over: [batch, 224, 224, 3].</summary>
    public static float[] Batch(int count)
    {
        // Pinned: a runtime outside keeps a pointer to it.
        var pixels = GC.AllocateUninitializedArray<float>(count * FormulaImage.Size * FormulaImage.Size * FormulaImage.Channels, pinned: true);
        for (var i = 0; i < count; i++)
        {
            var image = FormulaImage.Create(i % FormulaImage.Count);
            image.CopyTo(pixels, i * image.Length);
        }

        return pixels;
    }

    public static long[] Shape(int count) => [count, FormulaImage.Size, FormulaImage.Size, FormulaImage.Channels];

    public static OwnModel Own(string folder, int threads, int batch) => new(folder, threads, Batch(batch), Shape(batch), Logits);

    public static OnnxModel Onnx(string path, int threads, int batch)
        => new(path, threads, ResNet50Onnx.Input, Batch(batch), Shape(batch), [ResNet50Onnx.Logits, ResNet50Onnx.Probabilities], batch * ResNet50Onnx.Classes);
}
