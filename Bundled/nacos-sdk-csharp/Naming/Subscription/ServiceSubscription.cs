using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Nacos.V2.Naming.Dtos;
using Nacos.V2.Naming.Event;

namespace Nacos.V2.Naming.Subscription;

/// <summary>One service (and its clusters) kept live: the last list and who wants to hear of changes.</summary>
internal sealed class ServiceSubscription(ServiceKey service, string clusters, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _order = new(1, 1);
    private ImmutableArray<IEventListener> _listeners = [];
    private ServiceInfo? _last;

    public ServiceKey Service => service;

    public string Clusters => clusters;

    /// <summary>The list last read; null until the first.</summary>
    public ServiceInfo? Last => Volatile.Read(ref _last);

    public bool HasListeners => !_listeners.IsEmpty;

    /// <summary>Whether the last attempt to read it was refused; said once.</summary>
    public bool Refused { get; set; }

    public void Dispose() => _order.Dispose();

    /// <summary>Adds a listener; it hears the current list at once when there is one.</summary>
    public async Task AddAsync(IEventListener listener)
    {
        await _order.WaitAsync();
        try
        {
            ImmutableInterlocked.Update(ref _listeners, list => list.Contains(listener) ? list : list.Add(listener));
            if (Last is { } list)
            {
                await NotifyAsync(listener, list);
            }
        }
        finally
        {
            _order.Release();
        }
    }

    public void Remove(IEventListener listener) => ImmutableInterlocked.Update(ref _listeners, list => list.Remove(listener));

    /// <summary>Takes a list just read and, when it differs from the last in any field, tells the listeners in turn.</summary>
    public async Task UpdateAsync(ServiceInfo list, bool keepWhenEmpty)
    {
        list.Hosts.Sort(static (left, right) => string.CompareOrdinal(left.Ip, right.Ip) is var byIp and not 0 ? byIp
            : left.Port != right.Port ? left.Port.CompareTo(right.Port)
            : string.CompareOrdinal(left.ClusterName, right.ClusterName));
        await _order.WaitAsync();
        try
        {
            if (Last is { } last && ((keepWhenEmpty && list.Hosts.Count == 0) || last.Hosts.SequenceEqual(list.Hosts)))
            {
                return;
            }

            Volatile.Write(ref _last, list);
            foreach (var listener in _listeners)
            {
                await NotifyAsync(listener, list);
            }
        }
        finally
        {
            _order.Release();
        }
    }

    private async Task NotifyAsync(IEventListener listener, ServiceInfo list)
    {
        try
        {
            await listener.OnEvent(new InstancesChangeEvent(service.Name, service.Group, clusters, [.. list.Hosts.Select(host => host.Copy())]));
        }
#pragma warning disable CA1031 // Whatever a listener throws is its own failure; the other listeners and the next change go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.ListenerThrew(logger, error, service.Grouped);
        }
    }
}
