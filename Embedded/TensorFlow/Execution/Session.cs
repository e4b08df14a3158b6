using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Execution;

/// <summary>A meta graph made ready to run.</summary>
internal sealed class Session : IDisposable
{
    private readonly string _directory;

    private Session(string directory) => _directory = directory;

    public static Session Create(string directory, MetaGraph metaGraph, SavedModelOptions options, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return new Session($"{directory}: {metaGraph.Graph.Nodes.Count} nodes, {options.IntraOpParallelism} threads");
    }

    public IReadOnlyDictionary<string, Tensor> Run(
        Signature signature, IReadOnlyDictionary<string, Tensor> feeds, IReadOnlyList<string> outputs, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        throw TensorFlowException.Unimplemented($"{_directory}: signature {signature.Name} with {feeds.Count} inputs and {outputs.Count} outputs cannot run yet");
    }

    public void Dispose()
    {
    }
}
