using System.Globalization;
using Embedded.TensorFlow.Graph;

namespace Embedded.TensorFlow.Execution;

/// <summary>A signature with the plan for some of its outputs. A run allocates nothing but what it returns.</summary>
internal sealed class EntryPoint
{
    private readonly Signature _signature;
    private readonly Plan? _plan;
    private readonly TensorFlowException? _failure;
    private readonly (string Alias, DataType DType)[] _feeds;
    private readonly string[] _outputs;
    private readonly ResourceStore _resources;
    private readonly CallPool _calls;

    public EntryPoint(Signature signature, Plan plan, OpGraph graph, ResourceStore resources)
        : this(signature, plan, null, [.. graph.Feeds.Select(f => (f.Name, ExpectedType(f.Node)))], [.. signature.Outputs.Keys], resources)
    {
    }

    /// <summary>One that cannot run: other signatures of the model still can.</summary>
    public EntryPoint(Signature signature, TensorFlowException failure, ResourceStore resources)
        : this(signature, null, failure, [.. signature.Inputs.Keys.Select(alias => (alias, DataType.Invalid))], [.. signature.Outputs.Keys], resources)
    {
    }

    private EntryPoint(
        Signature signature, Plan? plan, TensorFlowException? failure, (string Alias, DataType DType)[] feeds, string[] outputs, ResourceStore resources)
    {
        (_signature, _plan, _failure, _feeds, _outputs, _resources) = (signature, plan, failure, feeds, outputs, resources);
        _calls = new CallPool(feeds.Length, outputs.Length, resources);
    }

    /// <summary>The same signature for some of its outputs.</summary>
    public EntryPoint Select(IReadOnlyList<string> outputs) =>
        new(_signature, _plan?.Select([.. outputs.Select(alias => Array.IndexOf(_outputs, alias))]), _failure, _feeds, [.. outputs], _resources);

    /// <param name="inputs">A request; checked here.</param>
    /// <param name="wanted">Some of the outputs; null for all.</param>
    /// <param name="ct">Ends the run.</param>
    public Dictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyList<string>? wanted, CancellationToken ct)
    {
        if (!HasAll(inputs))
        {
            inputs = SignatureCall.Inputs(_signature, inputs);
        }

        if (_plan is null)
        {
            throw new TensorFlowException(_failure!.Code, _failure.Message, _failure);
        }

        var call = _calls.Rent(ct);
        try
        {
            Fill(call.Feeds, inputs);
            _plan.Run(call.Feeds, call.State, call.Results);
            var results = new Dictionary<string, Tensor>(wanted?.Count ?? _outputs.Length, StringComparer.Ordinal);
            for (var i = 0; i < _outputs.Length; i++)
            {
                if (wanted is null || wanted.Contains(_outputs[i]))
                {
                    results[_outputs[i]] = call.Results[i];
                }
            }

            return results;
        }
        finally
        {
            _calls.Return(call);
        }
    }

    // The usual request; any other takes the long way, which knows about defaults and errors.
    private bool HasAll(IReadOnlyDictionary<string, Tensor> inputs)
    {
        if (inputs.Count != _feeds.Length)
        {
            return false;
        }

        foreach (var (alias, _) in _feeds)
        {
            if (!inputs.ContainsKey(alias))
            {
                return false;
            }
        }

        return true;
    }

    private void Fill(Tensor[] feeds, IReadOnlyDictionary<string, Tensor> inputs)
    {
        for (var i = 0; i < feeds.Length; i++)
        {
            var (alias, dtype) = _feeds[i];
            feeds[i] = inputs[alias];
            if (dtype != DataType.Invalid && feeds[i].DType != dtype)
            {
                throw TensorFlowException.InvalidArgument(
                    $"Expects arg[{i.ToString(CultureInfo.InvariantCulture)}] to be {dtype.CanonicalName()} but {feeds[i].DType.CanonicalName()} is provided");
            }
        }
    }

    // The graph knows better than the signature, which old exporters filled in wrongly.
    private static DataType ExpectedType(GraphNode feed) =>
        feed.Attributes.Has("dtype") ? feed.Attributes.Type("dtype", DataType.Invalid)
        : feed.Attributes.Has("T") ? feed.Attributes.Type("T", DataType.Invalid)
        : DataType.Invalid;
}
