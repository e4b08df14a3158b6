using Models.ResNet50;

namespace Benchmarks.Runtime;

/// <summary>Batches of the images with known results.</summary>
internal static class Images
{
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
}
