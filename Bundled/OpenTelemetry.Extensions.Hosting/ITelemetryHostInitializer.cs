namespace OpenTelemetry;

/// <summary>Starts the telemetry of an application. The host does so itself; an application without a host calls it once.</summary>
public interface ITelemetryHostInitializer
{
    /// <summary>Creates the providers, and with them everything they listen to and export through.</summary>
    void Initialize();
}
