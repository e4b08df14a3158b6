using System.Collections.Concurrent;
using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Execution;

/// <summary>A meta graph made ready to run: variables restored, entry points rewritten and planned.</summary>
internal sealed class Session : IDisposable
{
    // Filters beyond this number run everything and pick: a client could make a plan for every subset otherwise.
    private const int MostFilteredPlans = 16;

    private readonly IntraOpPool _pool;
    private readonly ConcurrentDictionary<string, EntryPoint> _filtered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EntryPoint> _entryPoints;
    private readonly Lock _gate = new();
    private int _running;
    private bool _isDisposed;

    // The rest of the model context, graphs and weights as stored, is garbage once the plans are made.
    private Session(ModelContext model, Dictionary<string, EntryPoint> entryPoints)
    {
        _pool = model.Pool;
        _entryPoints = entryPoints;
    }

    /// <summary>Whether the weights are worth a collection of their own when the model goes.</summary>
    public bool IsLarge { get; set; }

    public static Session Create(string directory, MetaGraph metaGraph, SavedModelOptions options, CancellationToken ct)
    {
        var model = new ModelContext(metaGraph, options);
        try
        {
            new ModelInitializer(directory, model).Run(ct);
            var entryPoints = EntryPointFactory.CreateAll(model, ct);
            model.ReleaseFrozenVariables();
            return new Session(model, entryPoints);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <param name="signature">The entry point.</param>
    /// <param name="inputs">Tensors by alias.</param>
    /// <param name="outputFilter">Aliases wanted; null or empty for all.</param>
    /// <param name="ct">Ends the run.</param>
    public Dictionary<string, Tensor> Run(
        Signature signature, IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyCollection<string>? outputFilter, CancellationToken ct)
    {
        Enter();
        try
        {
            var all = _entryPoints[signature.Name];
            if (outputFilter is null || outputFilter.Count == 0)
            {
                return all.Run(inputs, wanted: null, ct);
            }

            var outputs = SignatureCall.Outputs(signature, outputFilter);
            return Find(signature, all, outputs).Run(inputs, outputs, ct);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Refuses further runs; the threads end with the last one in progress.</summary>
    public void Dispose()
    {
        bool isIdle;
        lock (_gate)
        {
            isIdle = !_isDisposed && _running == 0;
            _isDisposed = true;
        }

        if (isIdle)
        {
            EndThreads();
        }
    }

    private void Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SavedModel));
            _running++;
        }
    }

    private void Leave()
    {
        bool isLast;
        lock (_gate)
        {
            isLast = --_running == 0 && _isDisposed;
        }

        if (isLast)
        {
            EndThreads();
        }
    }

    private void EndThreads()
    {
        if (_pool != IntraOpPool.Shared)
        {
            _pool.Dispose();
        }

        // Packed weights are freed when nothing refers to them any more, which somebody has to notice: an idle server allocates too little.
        _entryPoints.Clear();
        _filtered.Clear();
        if (IsLarge)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        }
    }

    private EntryPoint Find(Signature signature, EntryPoint all, IReadOnlyList<string> outputs)
    {
        if (outputs.Count == signature.Outputs.Count)
        {
            return all;
        }

        var key = $"{signature.Name}\0{string.Join('\0', outputs.Order(StringComparer.Ordinal))}";
        if (_filtered.TryGetValue(key, out var found))
        {
            return found;
        }

        return _filtered.Count < MostFilteredPlans ? _filtered.GetOrAdd(key, _ => all.Select(outputs)) : all;
    }
}
