using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>Reads a predict call from a parsed tree, with the original's order of checks and texts.</summary>
internal static class TreePredictReader
{
    public static PredictRequest Read(ReadOnlyMemory<byte> json, SignatureInputs signatureInputs)
    {
        var tree = RequestTree.Parse(json);
        var signature = RequestTree.SignatureName(tree);
        var inputs = signatureInputs(signature);
        var columns = tree.Find(JsonTree.Root, "inputs"u8);
        if (inputs.Count == 0)
        {
            // The original refuses every call of such a signature; a client that says "no inputs" means it.
            return columns >= 0 && tree.Kind(columns) == JsonKind.Object && tree[columns].Count == 0
                ? new PredictRequest(signature, false, new Dictionary<string, Tensor>(StringComparer.Ordinal))
                : throw Invalid($"Failed to get input map for signature: {(signature.Length == 0 ? "DEFAULT" : signature)}");
        }

        var instances = tree.Find(JsonTree.Root, "instances"u8);
        if (instances < 0 && columns < 0)
        {
            throw Invalid("Missing 'inputs' or 'instances' key");
        }

        if (instances >= 0 && columns >= 0)
        {
            throw RequestTree.FormatError(tree, "Not formatted correctly expecting only one of 'inputs' or 'instances' keys to exist ");
        }

        if (columns >= 0)
        {
            return new PredictRequest(signature, false, ReadColumns(tree, columns, inputs));
        }

        if (tree.Kind(instances) != JsonKind.Array)
        {
            throw RequestTree.FormatError(tree, "Expecting 'instances' to be an list/array");
        }

        return tree[instances].Count == 0
            ? throw RequestTree.FormatError(tree, "No values in 'instances' array")
            : new PredictRequest(signature, true, ReadRows(tree, instances, inputs));
    }

    private static Dictionary<string, Tensor> ReadColumns(JsonTree tree, int columns, IReadOnlyDictionary<string, TensorInfo> inputs)
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        if (tree.Kind(columns) != JsonKind.Object || Base64Value.Is(tree, columns))
        {
            if (inputs.Count > 1)
            {
                throw Invalid("inputs is a plain value/list, but expecting an object as multiple input tensors required as per tensorinfo_map");
            }

            var (name, info) = inputs.First();
            tensors[name] = ReadColumn(tree, columns, info);
            return tensors;
        }

        foreach (var (name, info) in inputs.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            var value = tree.Find(columns, System.Text.Encoding.UTF8.GetBytes(name));
            if (value >= 0)
            {
                tensors[name] = ReadColumn(tree, value, info);
            }
            else if (!info.HasDefault)
            {
                throw Invalid($"Missing named input: {name} in 'inputs' object.");
            }
        }

        return tensors;
    }

    private static Tensor ReadColumn(JsonTree tree, int value, TensorInfo info)
    {
        var column = ElementList.Of(info.DType);
        var shape = TreeTensor.ShapeOf(tree, value);
        TreeTensor.Fill(tree, value, shape, column);
        return column.ToTensor(shape);
    }

    private static Dictionary<string, Tensor> ReadRows(JsonTree tree, int instances, IReadOnlyDictionary<string, TensorInfo> inputs)
    {
        var first = instances + 1;
        if (tree.Kind(first) != JsonKind.Object && inputs.Count > 1)
        {
            throw Invalid("instances is a plain list, but expecting list of objects as multiple input tensors required as per tensorinfo_map");
        }

        var objects = IsRowObject(tree, first);
        var rows = new RowTensors(inputs);
        var wanted = objects ? RowKeys(tree, first, inputs) : [];
        var element = first;
        var count = tree[instances].Count;
        for (var i = 0; i < count; i++, element = tree[element].Next)
        {
            if (IsRowObject(tree, element) != objects)
            {
                throw Invalid(objects
                    ? $"Expecting object but got list at item {i} of input list"
                    : $"Expecting value/list but got object at item {i} of input list");
            }

            if (objects)
            {
                ReadRowObject(tree, element, i, rows, wanted);
            }
            else
            {
                Add(rows, tree, element, inputs.First().Key, $"Failed to process element: {i} of 'instances' list.");
            }
        }

        return rows.ToTensors(count);
    }

    // What every row must have: all inputs but those with a default that the first row leaves out.
    private static HashSet<string> RowKeys(JsonTree tree, int first, IReadOnlyDictionary<string, TensorInfo> inputs) => inputs
        .Where(i => !i.Value.HasDefault || tree.Find(first, System.Text.Encoding.UTF8.GetBytes(i.Key)) >= 0)
        .Select(i => i.Key)
        .ToHashSet(StringComparer.Ordinal);

    private static void ReadRowObject(JsonTree tree, int element, int index, RowTensors rows, HashSet<string> wanted)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var name = element + 1;
        for (var i = 0; i < tree[element].Count; i++, name = tree[name + 1].Next)
        {
            var key = tree.Text(name);
            keys.Add(key);
            Add(rows, tree, name + 1, key, $"Failed to process element: {index} key: {key} of 'instances' list.");
        }

        if (!keys.SetEquals(wanted))
        {
            throw Invalid($"Failed to process element: {index} of 'instances' list. JSON object: {JsonEcho.Text(tree, element)} keys must be equal to: "
                + string.Join(',', wanted.Order(StringComparer.Ordinal)));
        }
    }

    private static void Add(RowTensors rows, JsonTree tree, int value, string name, string context)
    {
        try
        {
            rows.Add(tree, value, name);
        }
        catch (TensorFlowException e)
        {
            throw Invalid($"{context} Error: {e.Code.CanonicalName()}: {e.Message}");
        }
    }

    private static bool IsRowObject(JsonTree tree, int value) => tree.Kind(value) == JsonKind.Object && !Base64Value.Is(tree, value);

    private static TensorFlowException Invalid(string text) => new(StatusCode.InvalidArgument, text);
}
