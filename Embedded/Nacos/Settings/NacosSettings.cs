namespace Embedded.Nacos.Settings;

/// <summary>The properties that have an effect here. Names and defaults are the original's.</summary>
internal sealed record NacosSettings
{
    /// <summary><c>server.port</c>; 0 picks a free one.</summary>
    public int Port { get; init; } = 8848;

    /// <summary><c>server.address</c>; null listens on every address, as the original does.</summary>
    public string? Address { get; init; }

    /// <summary><c>server.servlet.contextPath</c>, without a slash at the end; empty serves from the root.</summary>
    public string ContextPath { get; init; } = "/nacos";

    /// <summary><c>nacos.home</c>; <c>conf/application.properties</c> below it is read at start.</summary>
    public string Home { get; init; } = DefaultHome;

    /// <summary><c>nacos.core.param.check.enabled</c>.</summary>
    public bool ParameterCheck { get; init; } = true;

    /// <summary><c>nacos.naming.expireInstance</c>: whether silence removes an instance, or only marks it.</summary>
    public bool ExpireInstances { get; init; } = true;

    /// <summary>Time before the first search for empty services.</summary>
    public TimeSpan EmptyServiceDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>nacos.naming.clean.empty-service.interval</c>, milliseconds.</summary>
    public TimeSpan EmptyServiceInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>nacos.naming.clean.empty-service.expired-time</c>, milliseconds.</summary>
    public TimeSpan EmptyServiceExpiry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>nacos.console.ui.enabled</c>: whether the console page is served.</summary>
    public bool ConsoleUi { get; init; } = true;

    /// <summary><c>nacos.core.auth.enabled</c>: whether the naming API is for logged-in users only.</summary>
    public bool Auth { get; init; }

    public static string DefaultHome { get; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "nacos");
}
