using System.Reflection;
using Nacos.V2;
using Nacos.V2.Exceptions;
using Nacos.V2.Naming.Dtos;
using Nacos.V2.Naming.Event;
using Nacos.V2.Remote;

namespace Registry.Bridge.Tests.Directory;

/// <summary>A registry whose subscribers hear of a change only when the test says so: the reads of a real one are not atomic either.</summary>
public class ScriptedNaming : DispatchProxy
{
    private readonly Dictionary<(string Group, string Service), List<Instance>> _lists = [];
    private readonly Dictionary<(string Group, string Service), IEventListener> _listeners = [];

    /// <summary>Whether every call fails.</summary>
    public bool IsAway { get; set; }

    public static (INacosNamingService Naming, ScriptedNaming Script) Create()
    {
        var naming = Create<INacosNamingService, ScriptedNaming>();
        return (naming, (ScriptedNaming)naming);
    }

    public void Set(string group, string service, params (int Port, Dictionary<string, string> Metadata)[] instances)
        => _lists[(group, service)] = [.. instances.Select(i => new Instance { Ip = "10.0.0.1", Port = i.Port, Metadata = i.Metadata })];

    public Task TellAsync(string group, string service)
        => _listeners[(group, service)].OnEvent(new InstancesChangeEvent(service, group, "", _lists[(group, service)]));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => IsAway
        ? throw new NacosException(NacosException.CLIENT_DISCONNECT, "nobody there")
        : Answer(targetMethod!, args);

    private Task Answer(MethodInfo targetMethod, object?[]? args) => (targetMethod.Name, args) switch
    {
        (nameof(INacosNamingService.GetServicesOfServer), [int, int, string group]) => Services(group),
        (nameof(INacosNamingService.GetAllInstances), [string service, string group, bool]) => Task.FromResult(_lists.GetValueOrDefault((group, service), [])),
        (nameof(INacosNamingService.Subscribe), [string service, string group, IEventListener listener]) => Subscribe(service, group, listener),
        (nameof(INacosNamingService.Unsubscribe), _) => Task.CompletedTask,
        _ => throw new NotSupportedException(targetMethod.Name),
    };

    private Task<ListView<string>> Services(string group)
    {
        List<string> names = [.. _lists.Keys.Where(k => k.Group == group).Select(k => k.Service)];
        return Task.FromResult(new ListView<string>(names.Count, names));
    }

    private Task Subscribe(string service, string group, IEventListener listener)
    {
        _listeners[(group, service)] = listener;
        return Task.CompletedTask;
    }
}
