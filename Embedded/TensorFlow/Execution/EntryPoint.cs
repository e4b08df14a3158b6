using System.Globalization;
using Embedded.TensorFlow.Graph;

namespace Embedded.TensorFlow.Execution;

/// <summary>A signature with the plan for some of its outputs.</summary>
internal sealed class EntryPoint
{
    private readonly Plan? _plan;
    private readonly TensorFlowException? _failure;
    private readonly (string Alias, DataType DType)[] _feeds;
    private readonly Dictionary<string, int> _outputs;

    public EntryPoint(Plan plan, OpGraph graph, IReadOnlyList<string> outputs)
    {
        _plan = plan;
        _feeds = [.. graph.Feeds.Select(f => (f.Name, ExpectedType(f.Node)))];
        _outputs = outputs.Select((alias, i) => (alias, i)).ToDictionary(p => p.alias, p => p.i, StringComparer.Ordinal);
    }

    /// <summary>One that cannot run: other signatures of the model still can.</summary>
    public EntryPoint(TensorFlowException failure)
    {
        _failure = failure;
        _feeds = [];
        _outputs = [];
    }

    private EntryPoint(EntryPoint all, IReadOnlyList<string> outputs)
    {
        _failure = all._failure;
        _feeds = all._feeds;
        _outputs = outputs.Select((alias, i) => (alias, i)).ToDictionary(p => p.alias, p => p.i, StringComparer.Ordinal);
        _plan = all._plan?.Select([.. outputs.Select(all.IndexOf)]);
    }

    /// <summary>The same signature for some of its outputs.</summary>
    public EntryPoint Select(IReadOnlyList<string> outputs) => new(this, outputs);

    public int IndexOf(string alias) => _outputs[alias];

    public Tensor[] Run(IReadOnlyDictionary<string, Tensor> inputs, ResourceStore resources, CancellationToken ct)
    {
        if (_plan is null)
        {
            throw new TensorFlowException(_failure!.Code, _failure.Message, _failure);
        }

        var feeds = new Tensor[_feeds.Length];
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

        using var run = new RunState(resources, isLoading: false, ct);
        return _plan.Run(feeds, run);
    }

    // The graph knows better than the signature, which old exporters filled in wrongly.
    private static DataType ExpectedType(GraphNode feed) =>
        feed.Attributes.Has("dtype") ? feed.Attributes.Type("dtype", DataType.Invalid)
        : feed.Attributes.Has("T") ? feed.Attributes.Type("T", DataType.Invalid)
        : DataType.Invalid;
}
