using System.Diagnostics.Tracing;

namespace OpenTelemetry.Instrumentation.Diagnostics;

/// <summary>
/// What goes wrong inside an instrumentation. Names that begin with <c>OpenTelemetry-</c> are picked up by the SDK's self-diagnostics.
/// </summary>
[EventSource(Name = "OpenTelemetry-Instrumentation-Bundled")]
internal sealed class InstrumentationEventSource : EventSource
{
    public static readonly InstrumentationEventSource Log = new();

    [Event(1, Level = EventLevel.Error, Message = "Event '{1}' of '{0}' could not be handled: {2}")]
    public void EventFailed(string listener, string @event, string exception) => WriteEvent(1, listener, @event, exception);
}
