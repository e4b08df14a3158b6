using System.Text;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Storage;

/// <summary>The library, or part of a program, that telemetry comes from.</summary>
internal sealed class TelemetryScope(TelemetryResource resource, byte[] raw)
{
    public TelemetryResource Resource => resource;

    /// <summary>The scope as it was sent.</summary>
    public ReadOnlySpan<byte> Raw => raw;

    public string Name { get; } = Encoding.UTF8.GetString(ProtoReader.Find(raw, 1));
}
