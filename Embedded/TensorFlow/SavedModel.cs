using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow;

/// <summary>
/// A loaded SavedModel: variables restored, tables filled, graphs rewritten and kernels ready. Any number of threads may call
/// <see cref="Run"/> at once.
/// </summary>
public sealed class SavedModel : IDisposable
{
    // Bytes; below, the pause would be worth more than the memory.
    private const long WorthCollecting = 32 << 20;

    private readonly Session _session;

    private SavedModel(Session session, IReadOnlyDictionary<string, Signature> signatures)
    {
        _session = session;
        Signatures = signatures;
    }

    /// <summary>Entry points by key.</summary>
    public IReadOnlyDictionary<string, Signature> Signatures { get; }

    /// <summary>Reads a version folder (the one that holds <c>saved_model.pb</c>) and makes it ready to run.</summary>
    /// <param name="directory">The version folder.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="ct">Ends the loading between two steps of it.</param>
    /// <exception cref="TensorFlowException">
    /// With TensorFlow's code and text; UNIMPLEMENTED with the list of what is missing when the graph needs operations that this
    /// runtime lacks.
    /// </exception>
    public static SavedModel Load(string directory, SavedModelOptions? options = null, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options ??= new SavedModelOptions();
        var before = GC.GetTotalAllocatedBytes();
        try
        {
            var model = Read(directory, options, ct);
            model._session.IsLarge = GC.GetTotalAllocatedBytes() - before >= WorthCollecting;
            if (model._session.IsLarge)
            {
                GiveBack();
            }

            return model;
        }
        catch (Exception e) when (MalformedModel.Describe(e, directory) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Runs a signature.</summary>
    /// <param name="signature">A key of <see cref="Signatures"/>.</param>
    /// <param name="inputs">Tensors by input alias; inputs with a default in the signature may be left out.</param>
    /// <param name="outputFilter">Aliases of the outputs wanted; null or empty for all.</param>
    /// <param name="ct">Ends the run between two operations.</param>
    /// <returns>Tensors by output alias, owned by the caller.</returns>
    /// <exception cref="TensorFlowException">Wrong inputs or a failing operation, with TensorFlow's code and text.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IReadOnlyDictionary<string, Tensor> Run(
        string signature,
        IReadOnlyDictionary<string, Tensor> inputs,
        IReadOnlyCollection<string>? outputFilter = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!Signatures.TryGetValue(signature, out var entry))
        {
            throw TensorFlowException.FailedPrecondition($"Serving signature key \"{signature}\" not found.");
        }

        return _session.Run(entry, inputs, outputFilter, ct);
    }

    // A method of its own: what its variables refer to must be garbage when it has returned.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SavedModel Read(string directory, SavedModelOptions options, CancellationToken ct)
    {
        var metaGraph = SavedModelReader.Read(directory, options.Tags);
        ct.ThrowIfCancellationRequested();
        return new SavedModel(Session.Create(directory, metaGraph, options, ct), metaGraph.Signatures);
    }

    // The weights as stored and as folded have become packed ones. Nothing would collect them until the next large allocation, which a server
    // that has loaded its models never makes; and only this kind of collection hands the memory back to the system.
    private static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Refuses further runs and frees the threads of this model once the runs in progress have finished.</summary>
    public void Dispose() => _session.Dispose();
}
