namespace Models.ResNet50;

/// <summary>The variables of ResNet-50 v1.5 in the order of their use (README.md, "Network").</summary>
internal static class Network
{
    private const int Classes = 1000;
    private const int StemWidth = 64;

    private static readonly (int Width, int Blocks)[] s_stages = [(64, 3), (128, 4), (256, 6), (512, 3)];

    // One power of two per batch normalisation, near the second moment of what it receives, so that activations keep their size.
    private static ReadOnlySpan<sbyte> VarianceExponents =>
    [
        -1, -1, -1, 0, -1, 0, 0, 0, 0, 0, -1, 1, 1, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, 0, 0, -1, 0, -1, 0, 0, 0, -1, 0, 0, -1, 1,
        -1, 0, 1, -1, 0, 1, 1, -1, 0, 0, -1, 0, 0, -1, 0,
    ];

    /// <summary>All 267 tensors, 25 610 152 floats.</summary>
    public static IReadOnlyList<ModelTensor> Tensors { get; } = Build();

    /// <summary>Size of all values.</summary>
    public static long Bytes { get; } = Tensors.Sum(tensor => tensor.ElementCount * sizeof(float));

    private static List<ModelTensor> Build()
    {
        var tensors = new List<ModelTensor>();
        var normalisations = 0;

        void Convolution(string name, int size, int inputs, int outputs) =>
            tensors.Add(new(name + "/kernel", [size, size, inputs, outputs], TensorKind.Kernel, size * size * inputs));

        void Normalisation(string name, int channels, double gamma = 1)
        {
            tensors.Add(new(name + "/gamma", [channels], TensorKind.Gamma, gamma));
            tensors.Add(new(name + "/beta", [channels], TensorKind.Beta, 0.25));
            tensors.Add(new(name + "/moving_mean", [channels], TensorKind.Mean, 0.125));
            tensors.Add(new(name + "/moving_variance", [channels], TensorKind.Variance, Math.ScaleB(1, VarianceExponents[normalisations++])));
        }

        Convolution("resnet50/stem/conv", 7, 3, StemWidth);
        Normalisation("resnet50/stem/bn", StemWidth);
        var inputs = StemWidth;
        for (var stage = 0; stage < s_stages.Length; stage++)
        {
            var (width, blocks) = s_stages[stage];
            for (var block = 1; block <= blocks; block++)
            {
                var prefix = $"resnet50/stage{stage + 1}/block{block}";
                if (block == 1)
                {
                    Convolution(prefix + "/shortcut", 1, inputs, 4 * width);
                    Normalisation(prefix + "/shortcut_bn", 4 * width);
                }

                Convolution(prefix + "/conv1", 1, inputs, width);
                Normalisation(prefix + "/bn1", width);
                Convolution(prefix + "/conv2", 3, width, width);
                Normalisation(prefix + "/bn2", width);
                Convolution(prefix + "/conv3", 1, width, 4 * width);
                Normalisation(prefix + "/bn3", 4 * width, 0.5);
                inputs = 4 * width;
            }
        }

        tensors.Add(new("resnet50/fc/kernel", [inputs, Classes], TensorKind.DenseKernel, inputs));
        tensors.Add(new("resnet50/fc/bias", [Classes], TensorKind.Bias, 0.125));
        return tensors;
    }
}
