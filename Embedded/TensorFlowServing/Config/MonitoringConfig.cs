namespace Embedded.TensorFlowServing.Config;

/// <summary>Where metrics are served; null path means nowhere.</summary>
internal sealed record MonitoringConfig(string? Path)
{
    private const string DefaultPath = "/monitoring/prometheus/metrics";
    private const string Package = "tensorflow.serving.";

    /// <summary>Metrics off, as without a monitoring config file.</summary>
    public static MonitoringConfig Off { get; } = new((string?)null);

    /// <summary>Reads a text proto <c>MonitoringConfig</c>.</summary>
    public static MonitoringConfig Read(string path) => TextProtoFile.Read(path, Package + "MonitoringConfig", Bind);

    internal static MonitoringConfig Bind(TextProtoMessage root)
    {
        root.Allow(Package + "MonitoringConfig", "prometheus_config");
        var prometheus = root.Message("prometheus_config")?.Allow(Package + "PrometheusConfig", "enable", "path");
        return prometheus is null || !prometheus.Bool("enable")
            ? Off
            : new MonitoringConfig(prometheus.Text("path") is { Length: > 0 } path ? path : DefaultPath);
    }
}
