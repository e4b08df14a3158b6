using System.Security.Cryptography;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Randomness;

/// <summary>Random values. With seeds the sequence is TensorFlow's.</summary>
internal static class RandomKernels
{
    // What a run sets aside of the sequence for each value.
    private const ulong GroupsPerValue = 256;

    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Random", "float, double, half, bfloat16")
        .Add("RandomUniform", build => Stateful(build, static (g, t, _) => Distribution.Uniform(g, t)), KernelTraits.Random)
        .Add("RandomStandardNormal", build => Stateful(build, static (g, t, _) => Distribution.Normal(g, t)), KernelTraits.Random)
        .Add("TruncatedNormal", build => Stateful(build, static (g, t, _) => Distribution.TruncatedNormal(g, t)), KernelTraits.Random)
        .Add("StatelessRandomUniform", build => Stateless(build, static (g, t, _) => Distribution.Uniform(g, t)))
        .Add("StatelessRandomNormal", build => Stateless(build, static (g, t, _) => Distribution.Normal(g, t)))
        .Add("StatelessTruncatedNormal", build => Stateless(build, static (g, t, _) => Distribution.TruncatedNormal(g, t)))
        .Add("StatelessRandomUniformV2", build => Keyed(build, static (g, t, _) => Distribution.Uniform(g, t)))
        .Add("StatelessRandomNormalV2", build => Keyed(build, static (g, t, _) => Distribution.Normal(g, t)))
        .Add("StatelessTruncatedNormalV2", build => Keyed(build, static (g, t, _) => Distribution.TruncatedNormal(g, t)))
        .Begin("Random", "int32, int64, uint32, uint64")
        .Add("RandomUniformInt", build => Stateful(build, static (g, t, c) => Between(g, t, c, 1)), KernelTraits.Random)
        .Add("StatelessRandomUniformInt", build => Stateless(build, static (g, t, c) => Between(g, t, c, 2)))
        .Add("StatelessRandomUniformFullInt", build => Stateless(build, static (g, t, _) => Distribution.Integers(g, t, null, null)))
        .Add("StatelessRandomUniformIntV2", build => Keyed(build, static (g, t, c) => Between(g, t, c, 4)))
        .Add("StatelessRandomUniformFullIntV2", build => Keyed(build, static (g, t, _) => Distribution.Integers(g, t, null, null)))
        .Begin("Random", "keys")
        .Add("StatelessRandomGetKeyCounter", KeyCounter)
        .Add("StatelessRandomGetKeyCounterAlg", KeyCounter)
        .Add("StatelessRandomGetAlg", static c => c.Set(0, Tensor.Scalar(1)));

    private delegate void Draw(Philox generator, Tensor target, KernelContext context);

    private static void Between(Philox generator, Tensor target, KernelContext context, int first) =>
        Distribution.Integers(generator, target, Elements.Integer(context.Input(first)), Elements.Integer(context.Input(first + 1)));

    private static DataType Type(KernelBuild build) =>
        build.Attributes.Type("dtype", build.Attributes.Type("Tout", build.Node.Op.Contains("Int", StringComparison.Ordinal) ? DataType.Int32 : DataType.Float));

    private static KernelBody Stateful(KernelBuild build, Draw draw)
    {
        var (seed, seed2) = (build.Attributes.Int("seed", 0), build.Attributes.Int("seed2", 0));
        var generator = seed == 0 && seed2 == 0 ? Philox.OfSeeds(Fresh(), Fresh()) : Philox.OfSeeds(seed, seed2);
        var type = build.Node.Op == "RandomUniformInt" ? build.Attributes.Type("Tout", DataType.Int32) : build.Attributes.Type("dtype", DataType.Float);
        var gate = new Lock();
        return context =>
        {
            var result = context.Allocate(0, type, Elements.Integers(context.Input(0)));
            Philox own;
            lock (gate)
            {
                own = generator;
                generator.Skip((ulong)result.ElementCount * GroupsPerValue);
            }

            draw(own, result, context);
        };
    }

    private static long Fresh() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private static KernelBody Stateless(KernelBuild build, Draw draw)
    {
        var type = Type(build);
        return context =>
        {
            var (key, low, high) = Scrambled(context.Input(1));
            draw(Philox.OfKey(key, low, high), context.Allocate(0, type, Elements.Integers(context.Input(0))), context);
        };
    }

    // Inputs: shape, key, counter, algorithm.
    private static KernelBody Keyed(KernelBuild build, Draw draw)
    {
        var type = Type(build);
        return context =>
        {
            var (key, counter) = (Words(context.Input(1)), Words(context.Input(2)));
            if (key.Length < 1 || counter.Length < 2 || Elements.Integer(context.Input(3)) == 2)
            {
                throw TensorFlowException.InvalidArgument($"Key must have one value and counter two, and the algorithm must be Philox (1) or auto (3)");
            }

            draw(Philox.OfKey(key[0], counter[0], counter[1]), context.Allocate(0, type, Elements.Integers(context.Input(0))), context);
        };
    }

    private static void KeyCounter(KernelContext context)
    {
        var (key, low, high) = Scrambled(context.Input(0));
        context.Set(0, Tensor.From([1], key));
        context.Set(1, Tensor.From([2], low, high));
        context.Set(2, Tensor.Scalar(1));
    }

    private static (ulong Key, ulong Low, ulong High) Scrambled(Tensor seed)
    {
        var values = seed.DType == DataType.UInt64 ? Array.ConvertAll(Words(seed), v => (long)v) : Elements.Integers(seed);
        return values.Length == 2
            ? Philox.Scramble(values[0], values[1])
            : throw TensorFlowException.InvalidArgument($"seed must have shape [2], not {TensorShape.Format(seed.Shape)}");
    }

    private static ulong[] Words(Tensor tensor) => tensor.DType == DataType.UInt64
        ? tensor.Data<ulong>().ToArray()
        : Array.ConvertAll(Elements.Integers(tensor), v => (ulong)v);
}
