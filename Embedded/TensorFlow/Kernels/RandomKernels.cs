namespace Embedded.TensorFlow.Kernels;

/// <summary>Random values. Seeded nodes repeat from load to load, but not TensorFlow's own sequence.</summary>
internal static class RandomKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Random", "float, double")
        .Add("RandomUniform", Uniform, KernelTraits.Random, "not TensorFlow's sequence");

    private static KernelBody Uniform(KernelBuild build)
    {
        var seed = HashCode.Combine(build.Attributes.Int("seed", 0), build.Attributes.Int("seed2", 0));
        var isSeeded = build.Attributes.Int("seed", 0) != 0 || build.Attributes.Int("seed2", 0) != 0;
        var random = isSeeded ? new Random(seed) : new Random();
        var type = build.Attributes.Type("dtype", DataType.Float);
        return context =>
        {
            var result = context.Allocate(0, type, Elements.Integers(context.Input(0)));

            // One generator a node; a run draws its numbers in one piece.
            lock (random)
            {
                Draw(random, result);
            }
        };
    }

    private static void Draw(Random random, Tensor target)
    {
        switch (target.DType)
        {
            case DataType.Float:
                foreach (ref var value in target.Data<float>())
                {
                    value = random.NextSingle();
                }

                break;
            case DataType.Double:
                foreach (ref var value in target.Data<double>())
                {
                    value = random.NextDouble();
                }

                break;
            default:
                throw TypeDispatch.Unsupported(target.DType);
        }
    }
}
