namespace OpenTelemetry.Instrumentation.Runtime;

/// <summary>Options of the runtime's metrics. There are none at present.</summary>
public class RuntimeInstrumentationOptions
{
}
