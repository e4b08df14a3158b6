namespace Aspire.Dashboard.Hosting;

/// <summary>What the port that a connection came in by is for. Set on each connection, so that pages cannot be had where telemetry is sent.</summary>
internal enum ConnectionPurpose
{
    Pages,
    OtlpGrpc,
    OtlpHttp,
}

/// <summary>Carries the purpose from the listener to the request.</summary>
internal sealed record ConnectionPurposeFeature(ConnectionPurpose Purpose);
