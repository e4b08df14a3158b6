using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace OpenTelemetry.Instrumentation.Diagnostics;

/// <summary>Reads properties of event payloads, whose types are private to the framework.</summary>
internal static class Payload
{
    private static readonly ConcurrentDictionary<(Type Type, string Name), PropertyInfo?> s_properties = new();

    /// <summary>The value of a property, or <see langword="null"/> if there is none of that name and type.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2080", Justification = "The framework keeps the public properties of what it hands to listeners.")]
    public static T? Get<T>(object? payload, string name)
        where T : class
    {
        if (payload is null)
        {
            return null;
        }

        var property = s_properties.GetOrAdd(
            (payload.GetType(), name),
            static key => key.Type.GetProperty(key.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase));
        return property?.GetValue(payload) as T;
    }
}
