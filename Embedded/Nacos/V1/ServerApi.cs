using Embedded.Nacos.Http;
using Embedded.Nacos.Settings;

namespace Embedded.Nacos.V1;

/// <summary><c>/v1/console</c>: state, health and namespaces, which tools ask for.</summary>
internal sealed class ServerApi(NacosSettings settings)
{
    public const string Prefix = "/v1/console";

    /// <summary>Where version 3 says whether it is ready: deployments for that one ask there, and have no other way to know this server.</summary>
    public const string Version3Prefix = "/v3/admin/core/state";

    /// <summary>The version whose behaviour this server has; clients choose their protocol by it.</summary>
    public const string Version = "2.5.1";

    private static readonly Reply s_healthy = Reply.Text(StatusCodes.Status200OK, "OK");

    private static readonly Reply s_version3Healthy = Reply.Json("""{"code":0,"message":"success","data":"ok"}"""u8.ToArray());

    /// <summary>Answers one request, or null when there is no such call.</summary>
    /// <exception cref="RefusalException">It cannot be served.</exception>
    public Reply? Handle(string method, string path, RequestParameters parameters) => (method, path) switch
    {
        ("GET", Prefix + "/server/state") => State(),
        ("GET", Prefix + "/health/liveness") or ("GET", Prefix + "/health/readiness") => s_healthy,
        ("GET", Version3Prefix + "/liveness") or ("GET", Version3Prefix + "/readiness") => s_version3Healthy,
        ("GET", Prefix + "/namespaces") => Namespaces(parameters),
        ("POST" or "PUT" or "DELETE", Prefix + "/namespaces") => throw new RefusalException(
            StatusCodes.Status501NotImplemented, "This server has the one namespace public; namespaces cannot be created, changed or deleted", RefusalForm.Document),
        _ => null,
    };

    private static Reply Namespaces(RequestParameters parameters) => parameters.Find("show") == "all"
        ? Reply.Json("""{"namespace":"","namespaceShowName":"public","namespaceDesc":"Default Namespace","quota":200,"configCount":0,"type":0}"""u8.ToArray())
        : Reply.Json("""{"code":200,"message":null,"data":[{"namespace":"","namespaceShowName":"public","namespaceDesc":"Default Namespace","quota":200,"configCount":0,"type":0}]}"""u8.ToArray());

    private Reply State() => Reply.Json(settings, static (writer, settings) =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)
        [
            ("defaultMaxSize", "102400"), ("auth_system_type", "nacos"), ("auth_enabled", settings.Auth ? "true" : "false"), ("defaultMaxAggrSize", "1024"), ("maxHealthCheckFailCount", "12"),
            ("maxContent", "10485760"), ("console_ui_enabled", settings.ConsoleUi ? "true" : "false"), ("defaultMaxAggrCount", "10000"), ("auth_admin_request", "false"),
            ("defaultGroupQuota", "200"), ("config_retention_days", "30"), ("startup_mode", "standalone"), ("version", Version), ("isHealthCheck", "true"),
            ("function_mode", null), ("isManageCapacity", "true"), ("isCapacityLimitCheck", "false"), ("datasource_platform", ""),
            ("server_port", settings.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("notifyConnectTimeout", "100"), ("notifySocketTimeout", "200"),
            ("defaultClusterQuota", "100000"), ("login_page_enabled", "false"), ("plugin_datasource_log_enabled", "false"),
        ])
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    });
}
