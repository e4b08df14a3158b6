
namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Strings into buckets by their hash.</summary>
internal static class HashKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Hashing", "string")
        .Add("StringToHashBucketFast", build => Buckets(build, Fingerprint.Of))
        .Add("StringToHashBucket", build => Buckets(build, StringHashes.Murmur))
        .Add("StringToHashBucketStrong", Strong);

    private delegate ulong Hash(ReadOnlySpan<byte> text);

    private static KernelBody Strong(KernelBuild build)
    {
        var key = build.Attributes.Ints("key");
        return key.Length == 2
            ? Buckets(build, text => StringHashes.Sip(text, (ulong)key[0], (ulong)key[1]))
            : throw TensorFlowException.InvalidArgument($"Key must have 2 elements");
    }

    private static KernelBody Buckets(KernelBuild build, Hash hash)
    {
        var buckets = (ulong)Math.Max(1, build.Attributes.Int("num_buckets", 1));
        return context =>
        {
            var x = context.Input(0);
            var result = context.Allocate(0, DataType.Int64, x.Shape).Data<long>();
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = (long)(hash(x.Strings[i].Span) % buckets);
            }
        };
    }
}
