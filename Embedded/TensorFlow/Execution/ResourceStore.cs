using System.Collections.Concurrent;

namespace Embedded.TensorFlow.Execution;

/// <summary>What a model keeps between runs: variables and tables, by container and shared name.</summary>
internal sealed class ResourceStore
{
    private readonly ConcurrentDictionary<string, object> _resources = new(StringComparer.Ordinal);

    /// <summary>The resource of that name, made on first use.</summary>
    public T GetOrAdd<T>(string name, Func<T> create) where T : class =>
        _resources.GetOrAdd(typeof(T).Name + "/" + name, _ => create()) as T
        ?? throw TensorFlowException.InvalidArgument($"Resource {name} is used as two kinds of resource");

    /// <summary>Forgets resources; the next use of such a name makes a new one.</summary>
    public void RemoveWhere<T>(Func<T, bool> condition) where T : class
    {
        foreach (var (key, resource) in _resources)
        {
            if (resource is T typed && condition(typed))
            {
                _resources.TryRemove(key, out _);
            }
        }
    }
}
