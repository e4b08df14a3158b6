namespace Embedded.TensorFlow.Execution;

/// <summary>Checks a request against a signature in TensorFlow's order and words.</summary>
internal static class SignatureCall
{
    public static IReadOnlyDictionary<string, Tensor> Inputs(Signature signature, IReadOnlyDictionary<string, Tensor> given)
    {
        var wanted = signature.Inputs;
        var required = wanted.Keys.Where(alias => !signature.Defaults.ContainsKey(alias)).ToList();
        if (given.Count > wanted.Count || given.Count < required.Count)
        {
            var extra = given.Keys.Where(alias => !wanted.ContainsKey(alias));
            var missing = required.Where(alias => !given.ContainsKey(alias));
            throw TensorFlowException.InvalidArgument(
                $"input size does not match signature: {given.Count}!={wanted.Count} len({Set(given.Keys)}) != len({Set(wanted.Keys)}). Sent extra: {Set(extra)}. Missing but required: {Set(missing)}.");
        }

        var feeds = new Dictionary<string, Tensor>(wanted.Count, StringComparer.Ordinal);
        var used = 0;
        foreach (var (alias, info) in wanted)
        {
            if (given.TryGetValue(alias, out var tensor))
            {
                used++;
                feeds[alias] = tensor;
            }
            else if (signature.Defaults.TryGetValue(alias, out var value))
            {
                feeds[alias] = value;
            }
            else
            {
                throw TensorFlowException.InvalidArgument(
                    $"Signature input alias: {alias}(feed name: {info.Name}) not found in request and no default value provided. Inputs expected to be in the request {Set(wanted.Keys)}, or default input alias set: {string.Join(',', signature.Defaults.Keys)}");
            }
        }

        if (used != given.Count)
        {
            var extra = given.Keys.Where(alias => !wanted.ContainsKey(alias));
            throw TensorFlowException.InvalidArgument(
                $"input size does not match signature: {given.Count}!={wanted.Count} len({Set(given.Keys)}) != len({Set(wanted.Keys)}). Sent extra: {Set(extra)}. Missing but required: {Set([])}.");
        }

        return feeds;
    }

    public static IReadOnlyList<string> Outputs(Signature signature, IReadOnlyCollection<string> filter)
    {
        var outputs = new List<string>(filter.Count);
        foreach (var alias in filter)
        {
            if (!signature.Outputs.ContainsKey(alias))
            {
                throw TensorFlowException.InvalidArgument($"output tensor alias not found in signature: {alias} Outputs expected to be in the set {Set(signature.Outputs.Keys)}.");
            }

            if (outputs.Contains(alias))
            {
                throw TensorFlowException.InvalidArgument($"duplicate output tensor alias: {alias}");
            }

            outputs.Add(alias);
        }

        return outputs;
    }

    private static string Set(IEnumerable<string> names) => $"{{{string.Join(',', names.Order(StringComparer.Ordinal))}}}";
}
