using System.Text;

namespace Embedded.TensorFlow.Kernels;

/// <summary>Reading a checkpoint.</summary>
internal static class CheckpointKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Checkpoint", "all")
        .Add("RestoreV2", Restore, KernelTraits.Reads);

    private static KernelBody Restore(KernelBuild build)
    {
        var types = build.Attributes.Types("dtypes");
        return context =>
        {
            var checkpoint = context.Run.Checkpoint(Text(context.Input(0).Strings[0]));
            var (names, slices) = (context.Input(1), context.Input(2));
            if (names.ElementCount != types.Length || slices.ElementCount != types.Length)
            {
                throw TensorFlowException.InvalidArgument($"Got {names.ElementCount} tensor names and {slices.ElementCount} slices but {types.Length} expected dtypes.");
            }

            context.Pool.For(types.Length, i =>
            {
                var name = Text(names.Strings[i]);
                var value = checkpoint.Read(name, Text(slices.Strings[i]));
                if (value.DType != types[i])
                {
                    throw TensorFlowException.InvalidArgument(
                        $"tensor_name = {name}; expected dtype {types[i].CanonicalName()} does not equal original dtype {value.DType.CanonicalName()}");
                }

                context.Set(i, value);
            });
        };
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
