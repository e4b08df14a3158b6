using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Tracing;

namespace OpenTelemetry.Instrumentation.Diagnostics;

/// <summary>What goes wrong inside an instrumentation.</summary>
internal static class SelfDiagnostics
{
    // The SDK's self-diagnostics listen to names that begin with "OpenTelemetry-". Each assembly that links this file has a source of
    // its own: two of one name in a process would get in each other's way.
    private static readonly EventSource s_source = new($"OpenTelemetry-{typeof(SelfDiagnostics).Assembly.GetName().Name!.Replace('.', '-')}");

    private static readonly EventSourceOptions s_error = new() { Level = EventLevel.Error };

    /// <summary>An event was lost because handling it, or a callback of the application's options, threw.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Three strings, whose properties are used where the object is made.")]
    public static void EventFailed(string listener, string name, Exception exception)
    {
        if (s_source.IsEnabled())
        {
            s_source.Write("EventFailed", s_error, new { Listener = listener, Event = name, Exception = exception.ToString() });
        }
    }
}
