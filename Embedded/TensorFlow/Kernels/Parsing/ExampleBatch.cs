using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Parsing;

/// <summary>One call of ParseExample: a vector of serialised examples, or a single one.</summary>
internal static class ExampleBatch
{
    public static void Parse(
        KernelContext context, ExampleSpecification specification, List<string> sparseKeys, List<string> denseKeys, List<string> raggedKeys, int firstDefault)
    {
        if (sparseKeys.Count != specification.SparseTypes.Length || denseKeys.Count != specification.DenseTypes.Length || denseKeys.Count != specification.DenseShapes.Length
            || raggedKeys.Count != specification.RaggedTypes.Length)
        {
            throw TensorFlowException.InvalidArgument($"Expected as many keys as types: {sparseKeys.Count} sparse, {denseKeys.Count} dense and {raggedKeys.Count} ragged keys were given");
        }

        var serialized = context.Input(0);
        var examples = Array.ConvertAll(serialized.Strings.ToArray(), FeatureReader.Read);
        for (var i = 0; i < sparseKeys.Count; i++)
        {
            SparseFeature.Parse(context, examples, serialized.Rank > 0, sparseKeys[i], specification.SparseTypes[i], i, sparseKeys.Count);
        }

        for (var i = 0; i < denseKeys.Count; i++)
        {
            var values = Array.ConvertAll(examples, e => Values(e, denseKeys[i], specification.DenseTypes[i]));
            Dense(context, specification, i, (3 * sparseKeys.Count) + i, denseKeys[i], values, context.Input(firstDefault + i), serialized.Shape);
        }

        for (var i = 0; i < raggedKeys.Count; i++)
        {
            var values = Array.ConvertAll(examples, e => Values(e, raggedKeys[i], specification.RaggedTypes[i]));
            var output = (3 * sparseKeys.Count) + denseKeys.Count + i;
            Ragged(context, output, output + raggedKeys.Count, specification.RaggedTypes[i], specification.SplitTypes[i], values);
        }
    }

    private static void Ragged(KernelContext context, int output, int splitsOutput, DataType type, DataType splitType, Tensor?[] values)
    {
        var flat = context.Allocate(output, type, values.Sum(v => v?.ElementCount ?? 0));
        var splits = context.Allocate(splitsOutput, splitType, values.Length + 1);
        ShapeKernels.Write(splits, 0, 0);
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } given)
            {
                TensorBlock.Copy(given, 0, flat, at, (int)given.ElementCount);
                at += (int)given.ElementCount;
            }

            ShapeKernels.Write(splits, i + 1, at);
        }
    }

    /// <summary>A feature's values; null when the example lacks it.</summary>
    public static Tensor? Values(Dictionary<string, ReadOnlyMemory<byte>> example, string key, DataType type)
    {
        var values = example.TryGetValue(key, out var feature) ? FeatureReader.Values(feature) : null;
        return values is null || values.DType == type
            ? values
            : throw TensorFlowException.InvalidArgument(
                $"Name: <unknown>, Feature: {key}.  Data types don't match. Data type: {values.DType.CanonicalName()} but expected type: {type.CanonicalName()}");
    }

    private static void Dense(
        KernelContext context, ExampleSpecification specification, int dense, int output, string key, Tensor?[] values, Tensor defaultValue, ReadOnlySpan<long> batch)
    {
        var type = specification.DenseTypes[dense];
        long[] shape = [.. specification.DenseShapes[dense]];
        var isVariable = specification.IsVariable(dense);
        if (isVariable)
        {
            var row = JoinKernels.Product(shape.AsSpan(1));
            shape[0] = values.Select(v => v is null || row == 0 ? 0 : v.ElementCount / row).DefaultIfEmpty(0).Max();
        }

        var size = JoinKernels.Product(shape);
        var result = context.Allocate(output, type, [.. batch, .. shape]);
        for (var i = 0; i < values.Length; i++)
        {
            Fill(result, i * size, size, values[i], defaultValue, isVariable, key, shape, i);
        }
    }

    private static void Fill(Tensor result, int at, int size, Tensor? values, Tensor defaultValue, bool isVariable, string key, long[] shape, int example)
    {
        if (values is null && !isVariable)
        {
            values = defaultValue.ElementCount == size
                ? defaultValue
                : throw TensorFlowException.InvalidArgument(
                    $"Name: <unknown>, Feature: {key} (data type: {result.DType.CanonicalName()}) is required but could not be found.");
        }

        var given = (int)(values?.ElementCount ?? 0);
        if (given != size && !isVariable)
        {
            throw TensorFlowException.InvalidArgument(
                $"Name: <unknown>, Key: {key}, Index: {example}.  Number of {result.DType.CanonicalName()} values != expected.  values size: {given} but output shape: {TensorShape.Format(shape)}");
        }

        if (values is not null)
        {
            TensorBlock.Copy(values, 0, result, at, given);
        }

        for (var i = given; i < size; i++)
        {
            TensorBlock.Copy(defaultValue, 0, result, at + i, 1);
        }
    }
}
