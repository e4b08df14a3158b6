using Agent.Addressing;
using Agent.ModelTable;
using Agent.Supervision;
using Agent.Telemetry;
using Microsoft.Extensions.Logging;
using Registry.Bridge;

namespace Agent.Registration;

/// <summary>
/// Brings the registry to what is desired and remembers in the table what it holds. When the registry is away it says so once, tries again
/// with back-off, and is none the worse: the next desired state is compared with the same table.
/// </summary>
internal sealed class RegistrySession(ModelRegistrar registrar, NodeLocator node, FirstAdministrator administrator, AgentMetrics metrics, IRandom random, TimeProvider time, ILogger<RegistrySession> logger)
{
    /// <summary>What is wrong in the registry is mended at the second pass at the latest: within 30 s.</summary>
    private static readonly TimeSpan s_reconcileInterval = TimeSpan.FromSeconds(15);

    /// <summary>Longest pause between attempts: a registry that is back has to be filled again within 8 s.</summary>
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(4), random);

    private readonly HashSet<string> _models = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<RegistryEntry> _uncertain = [];
    private DateTimeOffset _retryAt = DateTimeOffset.MinValue;
    private DateTimeOffset _reconcileAt = DateTimeOffset.MinValue;
    private bool _scannedAll;

    /// <summary>What the registry holds of ours.</summary>
    public LocalTable Table { get; private set; } = LocalTable.Empty;

    /// <summary>Writes the difference, and now and then looks for what should not be there. The node's address is known.</summary>
    public async ValueTask BringAsync(IReadOnlyCollection<RegistryEntry> desired, CancellationToken cancellationToken)
    {
        var change = Table.Diff(desired);
        var now = time.GetUtcNow();
        if (now < _retryAt)
        {
            return;
        }

        if (!change.IsEmpty)
        {
            await ApplyAsync(change, cancellationToken);
        }

        if (!_backoff.Failing && now >= _reconcileAt)
        {
            await ReconcileAsync(cancellationToken);
        }
    }

    /// <summary>Says once that a model cannot be registered.</summary>
    public void Refuse(string what, string reason)
    {
        if (_refused.Add(what))
        {
            Log.Refused(logger, reason);
        }
    }

    /// <summary>Takes everything out.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        // A registration that was cut off may have arrived all the same.
        var outcome = await registrar.ApplyAsync(new([], [.. Table.Entries.Union(_uncertain)]), cancellationToken);
        Table = Table.With(outcome);
        if (outcome.Failure is { } failure)
        {
            Log.DrainFailed(logger, Table.Count, failure.Message);
        }
        else
        {
            Log.Drained(logger, outcome.Deregistered.Length);
        }
    }

    private async Task ApplyAsync(RegistryChange change, CancellationToken cancellationToken)
    {
        using var span = AgentTelemetry.Source.StartActivity("register");
        _uncertain.UnionWith(change.Register);
        var outcome = await registrar.ApplyAsync(change, cancellationToken);
        _uncertain.ExceptWith(outcome.Registered);
        Table = Table.With(outcome);
        _models.UnionWith(outcome.Registered.Select(e => e.Model));
        metrics.Applied(outcome, Table);
        foreach (var entry in outcome.Registered.Where(e => !e.IsIndex))
        {
            Log.Registered(logger, entry.Model, entry.Service, node.Name);
        }

        foreach (var entry in outcome.Deregistered.Where(e => !e.IsIndex))
        {
            Log.Deregistered(logger, entry.Model, entry.Service, node.Name);
        }

        foreach (var refused in outcome.Refused)
        {
            Refuse(refused.Entry.ToString(), refused.Reason);
        }

        await NoteAsync(outcome.Failure, cancellationToken);
        span?.SetTag("registered", outcome.Registered.Length);
        span?.SetTag("deregistered", outcome.Deregistered.Length);
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        _reconcileAt = time.GetUtcNow() + random.Jitter(s_reconcileInterval);
        try
        {
            // Models unknown to this life of the agent can only have been left by an earlier one: one look at everything finds them.
            var (removed, rewritten) = await registrar.ReconcileAsync(node.Address!, [.. Table.Entries], _models, everything: !_scannedAll, cancellationToken);
            _scannedAll = true;
            metrics.Reconciled(removed, rewritten);
            if (removed + rewritten > 0)
            {
                Log.Reconciled(logger, removed, rewritten);
            }

            await NoteAsync(null, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            await NoteAsync(e, cancellationToken);
        }
    }

    private async Task NoteAsync(Exception? failure, CancellationToken cancellationToken)
    {
        if (failure is null)
        {
            if (_backoff.Failing)
            {
                _backoff.Reset();
                Log.RegistryBack(logger);
            }

            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (!_backoff.Failing)
        {
            Log.RegistryAway(logger, failure.Message);
        }

        await administrator.MakeAsync(failure, cancellationToken);
        metrics.RegistryFailed();
        _retryAt = time.GetUtcNow() + _backoff.Next();
    }
}
