using System.Collections.Frozen;

namespace Embedded.Nacos.Settings;

/// <summary>Which properties exist, so that a mistyped one does not pass in silence.</summary>
internal static class PropertyNames
{
    public const string Port = "server.port";
    public const string Address = "server.address";
    public const string ContextPath = "server.servlet.contextPath";
    public const string Home = "nacos.home";
    public const string Standalone = "nacos.standalone";
    public const string FunctionMode = "nacos.functionMode";
    public const string ParameterCheck = "nacos.core.param.check.enabled";
    public const string ExpireInstances = "nacos.naming.expireInstance";
    public const string EmptyServiceInterval = "nacos.naming.clean.empty-service.interval";
    public const string EmptyServiceExpiry = "nacos.naming.clean.empty-service.expired-time";
    public const string ConsoleUi = "nacos.console.ui.enabled";
    public const string AuthEnabled = "nacos.core.auth.enabled";

    /// <summary>Properties that change what this server does.</summary>
    public static FrozenSet<string> Effective { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Port, Address, ContextPath, Home, Standalone, FunctionMode, ParameterCheck, ExpireInstances, EmptyServiceInterval, EmptyServiceExpiry, ConsoleUi,
        AuthEnabled);

    /// <summary>Beginnings of the original's other properties: taken, with a warning that they have no effect here.</summary>
    private static readonly string[] s_known =
    [
        "nacos.", "spring.", "server.tomcat.", "server.error.", "server.ssl.", "server.servlet.", "server.compression.", "db.", "management.",
        "logging.", "tldSkipPatterns", "istio.", "connectTimeout", "readTimeout", "JM.", "java.", "user.", "limitTime", "file.",
    ];

    /// <summary>nacos-docker's variables, and Spring's spelling of the property names, with the property each stands for.</summary>
    public static FrozenDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["NACOS_APPLICATION_PORT"] = Port,
        ["NACOS_SERVER_PORT"] = Port,
        ["SERVER_PORT"] = Port,
        ["SERVER_ADDRESS"] = Address,
        ["SERVER_SERVLET_CONTEXTPATH"] = ContextPath,
        ["NACOS_HOME"] = Home,
        ["FUNCTION_MODE"] = FunctionMode,
        ["NACOS_AUTH_ENABLE"] = AuthEnabled,
        ["NACOS_CONSOLE_UI_ENABLED"] = ConsoleUi,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsKnown(string name) => s_known.Any(known => name.StartsWith(known, StringComparison.Ordinal));
}
