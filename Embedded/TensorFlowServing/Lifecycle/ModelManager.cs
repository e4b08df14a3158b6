using System.Collections.Concurrent;
using System.Collections.Frozen;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Config;

namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>
/// Owns every model version: takes what the source aspires to, loads and unloads accordingly, and hands out versions to requests.
/// All transitions run under one lock and are driven by events (a new aspiration, a load that ended, a version that drained), so an
/// idle server does nothing. Requests read what is immutable and swapped with each transition.
/// </summary>
internal sealed partial class ModelManager(IServableLoader loader, LoadOptions options, TimeProvider time, ILogger<ModelManager> logger) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedDictionary<long, ManagedVersion>> _models = new(StringComparer.Ordinal);
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _stopping = new();
    private Dictionary<string, IReadOnlyDictionary<string, long>> _labels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ServingModel> _serving = new(StringComparer.Ordinal);
    private int _loading;

    /// <summary>Every state change, in order; called under the manager's lock.</summary>
    public event Action<string, VersionStatus>? Transition;

    /// <summary>Takes the versions that <paramref name="model"/> should have; an empty list unloads all of it.</summary>
    public void Aspire(string model, IReadOnlyList<VersionOnDisk> versions)
    {
        lock (_lock)
        {
            if (!_models.TryGetValue(model, out var known))
            {
                if (versions.Count == 0)
                {
                    return;
                }

                _models[model] = known = new SortedDictionary<long, ManagedVersion>(Comparer<long>.Create((a, b) => b.CompareTo(a)));
            }

            foreach (var version in known.Values.Where(v => v.Aspired && !versions.Any(w => w.Version == v.Version)))
            {
                version.Aspired = false;
                version.LoadCancellation.Cancel();
            }

            foreach (var wanted in versions)
            {
                Want(model, known, wanted);
            }

            Advance();
        }
    }

    /// <summary>Replaces the labels of all models.</summary>
    /// <param name="models">The models with their labels.</param>
    /// <param name="allowUnavailable">Whether a label that is new, or points where it pointed, may name a version that is not loaded.</param>
    /// <exception cref="TensorFlowException">FAILED_PRECONDITION: a label names a version that is not loaded.</exception>
    public void SetLabels(IReadOnlyCollection<ModelConfig> models, bool allowUnavailable)
    {
        lock (_lock)
        {
            foreach (var model in models)
            {
                foreach (var (label, version) in model.Labels)
                {
                    var available = _models.TryGetValue(model.Name, out var versions)
                        && versions.TryGetValue(version, out var known) && known.State == ServableState.Available;
                    var unchanged = !_labels.TryGetValue(model.Name, out var before)
                        || !before.TryGetValue(label, out var old) || old == version;
                    if (!available && !(allowUnavailable && unchanged))
                    {
                        throw new TensorFlowException(StatusCode.FailedPrecondition,
                            $"Request to assign label to version {version} of model {model.Name}, which is not currently available for inference");
                    }
                }
            }

            _labels = models.Where(m => m.Labels.Count > 0).ToDictionary(m => m.Name, m => m.Labels, StringComparer.Ordinal);
            foreach (var model in _models.Keys)
            {
                Publish(model);
            }
        }
    }

    /// <summary>Pins a version for one request.</summary>
    /// <exception cref="TensorFlowException">NOT_FOUND for an unknown model or version, INVALID_ARGUMENT for an unknown label.</exception>
    public ServableHandle Acquire(string model, VersionChoice choice)
    {
        while (true)
        {
            var serving = _serving.GetValueOrDefault(model);
            var number = choice.Version;
            if (choice.Label is { } label)
            {
                number = serving is not null && serving.Labels.TryGetValue(label, out var labelled)
                    ? labelled
                    : throw new TensorFlowException(StatusCode.InvalidArgument, $"Unrecognized servable version label: {label}");
            }

            var version = number is { } n ? serving?.Versions.GetValueOrDefault(n) : serving?.Latest;
            if (version is null)
            {
                var request = number is { } asked ? $"Specific({model}, {asked})" : $"Latest({model})";
                throw new TensorFlowException(StatusCode.NotFound, $"Servable not found for request: {request}");
            }

            if (version.TryAcquire(out var handle))
            {
                return handle;
            }

            // Closed between the two reads: the table was swapped before the version was closed, so the next look differs.
        }
    }

    /// <summary>Status of every version the model ever had, highest first.</summary>
    /// <exception cref="TensorFlowException">NOT_FOUND for an unknown model or version.</exception>
    public IReadOnlyList<VersionStatus> Status(string model, long? version)
    {
        lock (_lock)
        {
            if (!_models.TryGetValue(model, out var versions))
            {
                throw new TensorFlowException(StatusCode.NotFound,
                    version is { } v ? $"Could not find version {v} of model {model}" : $"Could not find any versions of model {model}");
            }

            if (version is not { } asked)
            {
                return [.. versions.Values.Select(v => v.Status)];
            }

            return versions.TryGetValue(asked, out var known)
                ? [known.Status]
                : throw new TensorFlowException(StatusCode.NotFound, $"Could not find version {asked} of model {model}");
        }
    }

    /// <summary>Ends load attempts and waits for what runs; loaded versions stay with requests in flight.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
        _stopping.Dispose();
    }

    private void Want(string model, SortedDictionary<long, ManagedVersion> known, VersionOnDisk wanted)
    {
        if (known.TryGetValue(wanted.Version, out var existing))
        {
            // Back before it was unloaded: it simply stays. Back after its end: it starts anew. A failed one that never left stays failed.
            if (existing.Aspired || existing.State is ServableState.Available)
            {
                existing.Aspired = true;
                return;
            }

            if (existing.State != ServableState.End)
            {
                // Still going; the next poll finds it ended.
                return;
            }
        }

        var version = new ManagedVersion(model, wanted);
        known[wanted.Version] = version;
        Log.Found(logger, model, wanted.Version, wanted.Path);
        Transition?.Invoke(model, version.Status);
    }

    private void Advance()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        foreach (var versions in _models.Values)
        {
            while (AvailabilityPreservingPolicy.NextUnload(versions.Values) is { } version)
            {
                Move(version, ServableState.Unloading);
                Start(UnloadAsync(version));
            }

            foreach (var version in versions.Values.Where(v => v is { Aspired: false, State: ServableState.Start }))
            {
                Move(version, ServableState.End, StatusCode.Cancelled, "Loading of servable cancelled");
            }

            while (_loading < options.Parallelism && AvailabilityPreservingPolicy.NextLoad(versions.Values) is { } version)
            {
                _loading++;
                Move(version, ServableState.Loading);
                Start(LoadAsync(version));
            }
        }
    }

    private void Start(Task task)
    {
        _running.RemoveAll(t => t.IsCompleted);
        _running.Add(task);
    }

    private async Task LoadAsync(ManagedVersion version)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, version.LoadCancellation.Token);
        var cancelled = new TensorFlowException(StatusCode.Cancelled, "Loading of servable cancelled");
        var failure = cancelled;
        for (var attempt = 0; !cancellation.IsCancellationRequested; attempt++)
        {
            try
            {
                // A thread of its own: a load computes for long and must not hold a pool thread that requests need.
                var servable = await Task.Factory.StartNew(
                    () => loader.Load(version.Path, cancellation.Token),
                    CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                Finish(version, servable);
                return;
            }
            catch (TensorFlowException e)
            {
                failure = e;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever a broken model provokes ends that version with a reason, not the server.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = new TensorFlowException(StatusCode.Internal, $"{e.GetType().Name}: {e.Message}", e);
            }

            if (attempt >= options.MaxRetries)
            {
                break;
            }

            Log.LoadFailed(logger, version.Model, version.Version, attempt + 1, options.RetryInterval.TotalSeconds, failure.Message);
            await Task.Delay(options.RetryInterval, time, cancellation.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        failure = cancellation.IsCancellationRequested ? cancelled : failure;
        lock (_lock)
        {
            _loading--;
            Move(version, ServableState.End, failure.Code, failure.Message);
            Advance();
        }
    }

    private void Finish(ManagedVersion version, IServable servable)
    {
        lock (_lock)
        {
            _loading--;
            version.Open(servable);
            Publish(version.Model, version);
            Move(version, ServableState.Available);
            Advance();
        }
    }

    private async Task UnloadAsync(ManagedVersion version)
    {
        // The caller holds the lock; what follows may wait for requests.
        await Task.Yield();
        await version.CloseAsync();
        lock (_lock)
        {
            Move(version, ServableState.End);
            Advance();
        }
    }

    private void Move(ManagedVersion version, ServableState state, StatusCode code = StatusCode.Ok, string message = "")
    {
        version.MoveTo(state, code, message);
        Log.Moved(logger, version.Model, version.Version, state, code == StatusCode.Ok ? "" : $" ({code.CanonicalName()}: {message})");
        Publish(version.Model);
        Transition?.Invoke(version.Model, version.Status);
    }

    /// <summary>Swaps what requests see of a model. <paramref name="opening"/> is reachable though not yet AVAILABLE.</summary>
    private void Publish(string model, ManagedVersion? opening = null)
    {
        var loaded = _models[model].Values.Where(v => v.State == ServableState.Available || v == opening).ToFrozenDictionary(v => v.Version);
        var labels = _labels.GetValueOrDefault(model) ?? FrozenDictionary<string, long>.Empty;
        _serving[model] = new ServingModel(loaded.Count == 0 ? null : loaded.Values.MaxBy(v => v.Version), loaded, labels);
    }
}
