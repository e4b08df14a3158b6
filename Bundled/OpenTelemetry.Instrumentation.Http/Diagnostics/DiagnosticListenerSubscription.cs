using System.Diagnostics;

namespace OpenTelemetry.Instrumentation.Diagnostics;

/// <summary>
/// Listens to some events of one <see cref="DiagnosticListener"/>, whenever it appears. Linked into every instrumentation that needs it.
/// </summary>
internal sealed class DiagnosticListenerSubscription : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string _listenerName;
    private readonly Predicate<string> _isEnabled;
    private readonly Action<string, object?> _onEvent;
    private readonly Lock _lock = new();
    private readonly List<IDisposable> _subscriptions = [];
    private bool _disposed;

    /// <param name="listenerName">The listener.</param>
    /// <param name="isEnabled">Whether an event is wanted; the source skips the work for all others.</param>
    /// <param name="onEvent">Takes an event's name and payload. An exception of it is an event lost, never a request lost.</param>
    public DiagnosticListenerSubscription(string listenerName, Predicate<string> isEnabled, Action<string, object?> onEvent)
    {
        _listenerName = listenerName;
        _isEnabled = isEnabled;
        _onEvent = onEvent;
        Keep(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == _listenerName)
        {
            Keep(value.Subscribe(this, _isEnabled));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        try
        {
            _onEvent(value.Key, value.Value);
        }
        catch (Exception exception)
        {
            // The callbacks of options are the application's; what they throw must not reach the code that is observed.
            SelfDiagnostics.EventFailed(_listenerName, value.Key, exception);
        }
    }

    public void OnCompleted()
    {
        // A listener that ends has nothing more to say.
    }

    public void OnError(Exception error)
    {
        // Diagnostic listeners never report errors.
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _subscriptions.ForEach(subscription => subscription.Dispose());
            _subscriptions.Clear();
        }
    }

    private void Keep(IDisposable subscription)
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _subscriptions.Add(subscription);
                return;
            }
        }

        subscription.Dispose();
    }
}
