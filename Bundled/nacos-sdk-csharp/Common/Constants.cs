namespace Nacos.V2.Common;

/// <summary>Defaults and separators of the naming protocol.</summary>
internal static class Constants
{
    public const string ClientName = "NacosClient";
    public const string DefaultGroup = "DEFAULT_GROUP";
    public const string DefaultCluster = "DEFAULT";
    public const string PublicNamespace = "public";
    public const string GroupSeparator = "@@";
    public const int DefaultPort = 8848;

    /// <summary>Milliseconds; the server marks an instance unhealthy 15 s after its last beat and drops it after 30 s.</summary>
    public const long DefaultBeatInterval = 5000;
    public const long DefaultBeatTimeout = 15000;
    public const long DefaultDeleteTimeout = 30000;
    public const string DefaultInstanceIdGenerator = "simple";
}
