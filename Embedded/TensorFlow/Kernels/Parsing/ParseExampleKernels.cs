using System.Text;

namespace Embedded.TensorFlow.Kernels.Parsing;

/// <summary>Serialised <c>tf.Example</c> messages into dense and sparse tensors.</summary>
internal static class ParseExampleKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("tf.Example", "float, int64, string")
        .Add("ParseExample", First)
        .Add("ParseSingleExample", Single)
        .Add("ParseExampleV2", Second, notes: "dense, sparse and ragged features");

    // Inputs: serialized, names, one key each for the sparse and dense features, one default each.
    private static KernelBody First(KernelBuild build)
    {
        var sparse = (int)build.Attributes.Int("Nsparse", 0);
        var dense = (int)build.Attributes.Int("Ndense", 0);
        var specification = ExampleSpecification.Read(build.Attributes);
        return context => ExampleBatch.Parse(
            context,
            specification,
            Enumerable.Range(2, sparse).Select(i => Text(context.Input(i).Strings[0])).ToList(),
            Enumerable.Range(2 + sparse, dense).Select(i => Text(context.Input(i).Strings[0])).ToList(),
            [],
            firstDefault: 2 + sparse + dense);
    }

    // One example; the keys are attributes.
    private static KernelBody Single(KernelBuild build)
    {
        var (sparse, dense) = (Texts(build.Attributes.Strings("sparse_keys")), Texts(build.Attributes.Strings("dense_keys")));
        var specification = ExampleSpecification.Read(build.Attributes);
        return context => ExampleBatch.Parse(context, specification, sparse, dense, [], firstDefault: 1);
    }

    // Inputs: serialized, names, vectors of sparse, dense and ragged keys, one default each.
    private static KernelBody Second(KernelBuild build)
    {
        var specification = ExampleSpecification.Read(build.Attributes);
        return context => ExampleBatch.Parse(context, specification, Texts(context.Input(2)), Texts(context.Input(3)), Texts(context.Input(4)), firstDefault: 5);
    }

    private static List<string> Texts(Tensor keys) => Texts(keys.Strings.ToArray());

    private static List<string> Texts(IEnumerable<ReadOnlyMemory<byte>> keys) => [.. keys.Select(Text)];

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
