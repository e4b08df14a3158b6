using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an AppHost's entry point on a thread of its own and takes part in it at the stages the builder announces: before it is made,
/// when it is complete, and when the application is built. At the last two the thread waits for the test.
/// </summary>
internal sealed class DistributedApplicationEntryPoint : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string ListenerName = "Aspire.Hosting";

    /// <summary>Flows into whatever the entry point starts, so that several applications in one process are kept apart.</summary>
    private static readonly AsyncLocal<DistributedApplicationEntryPoint?> s_current = new();

    private readonly Action<DistributedApplicationOptions, HostApplicationBuilderSettings> _constructing;
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _build = new();
    private readonly TaskCompletionSource _run = new();
    private readonly Action<DistributedApplicationBuilder> _constructed;
    private readonly Action<DistributedApplicationBuilder> _building;
    private readonly Assembly _assembly;
    private readonly string[] _args;
    private readonly ConcurrentBag<IDisposable> _events = [];
    private volatile bool _abandoned;

    public DistributedApplicationEntryPoint(
        Assembly assembly,
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> constructing,
        Action<DistributedApplicationBuilder> constructed,
        Action<DistributedApplicationBuilder> building)
    {
        (_assembly, _args, _constructing, _constructed, _building) = (assembly, args, constructing, constructed, building);
        if (assembly.EntryPoint is null)
        {
            throw new InvalidOperationException($"Assembly '{assembly.GetName().Name}' has no entry point: the type must be declared in the AppHost's assembly, as Projects.AppHost is.");
        }
    }

    /// <summary>The builder with everything the AppHost added; fails when the entry point ends before it builds.</summary>
    public Task<DistributedApplicationBuilder> Builder => _builder.Task;

    /// <summary>The built application; fails when the entry point ends before.</summary>
    public Task<DistributedApplication> Application => _application.Task;

    /// <summary>Completes when the entry point has returned, with what it threw.</summary>
    public Task Ended => _ended.Task;

    public void Start() => new Thread(Run) { IsBackground = true, Name = $"{_assembly.GetName().Name} entry point" }.Start();

    /// <summary>Lets the AppHost build.</summary>
    public void ContinueBuilding() => _build.TrySetResult();

    /// <summary>Lets the AppHost go on after it has built; it usually runs the application then.</summary>
    public void ContinueRunning() => _run.TrySetResult();

    /// <summary>Ends an entry point that waits for the test, by an exception as hosting tools use it.</summary>
    public void Abandon()
    {
        _abandoned = true;
        _build.TrySetResult();
        _run.TrySetResult();
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        // On whichever thread makes the listener first, perhaps another application's; events are told apart below.
        if (value.Name == ListenerName)
        {
            _events.Add(value.Subscribe(this));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (s_current.Value != this)
        {
            return;
        }

        switch (value.Key, value.Value)
        {
            case ("DistributedApplicationBuilderConstructing", ValueTuple<DistributedApplicationOptions, HostApplicationBuilderSettings> parts):
                _constructing(parts.Item1, parts.Item2);
                break;
            case ("DistributedApplicationBuilderConstructed", DistributedApplicationBuilder builder):
                _constructed(builder);
                break;
            case ("DistributedApplicationBuilding", DistributedApplicationBuilder builder) when !_builder.Task.IsCompleted:
                _building(builder);
                _builder.TrySetResult(builder);
                Wait(_build);
                break;
            case ("DistributedApplicationBuilt", DistributedApplication application) when _application.TrySetResult(application):
                Wait(_run);
                break;
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    private void Wait(TaskCompletionSource gate)
    {
        gate.Task.GetAwaiter().GetResult();
        if (_abandoned)
        {
            throw new HostAbortedException();
        }
    }

    private void Run()
    {
        s_current.Value = this;
        using var subscription = DiagnosticListener.AllListeners.Subscribe(this);
        Exception? failure = null;
        try
        {
            var entryPoint = _assembly.EntryPoint!;
            var result = entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, entryPoint.GetParameters().Length == 0 ? [] : [_args], null);
            if (result is int code and not 0)
            {
                failure = new InvalidOperationException($"The entry point of '{_assembly.GetName().Name}' returned {code} before it built an application; its messages are on the console.");
            }
        }
        catch (HostAbortedException) when (_abandoned)
        {
            failure = new ObjectDisposedException(nameof(DistributedApplication));
        }
#pragma warning disable CA1031 // Whatever the entry point throws belongs to whoever waits for it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        foreach (var events in _events)
        {
            events.Dispose();
        }

        failure ??= new InvalidOperationException($"The entry point of '{_assembly.GetName().Name}' exited without building an application.");
        _builder.TrySetException(failure);
        if (!_application.TrySetException(failure))
        {
            // It built: an end without an exception is the ordinary one.
            if (failure is InvalidOperationException or ObjectDisposedException)
            {
                _ended.TrySetResult();
                return;
            }
        }

        _ended.TrySetException(failure);
        Observe(_builder.Task, _application.Task, _ended.Task);
    }

    /// <summary>Not every test awaits every stage; an unobserved failure must not end the test process.</summary>
    private static void Observe(params Task[] tasks)
    {
        foreach (var task in tasks)
        {
            _ = task.Exception;
        }
    }
}
