// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations


namespace Nacos.V2;

/// <summary>How to reach a Nacos server and how this client behaves.</summary>
public class NacosSdkOptions
{
    /// <summary>
    /// Addresses of the servers, for example <c>http://10.1.12.123:8848</c>. An address without a scheme means <c>http</c>,
    /// one without a port means 8848. Requests go to one of them until it fails, then to the next.
    /// </summary>
    public List<string> ServerAddresses { get; set; }

    /// <summary>Address server that lists the Nacos servers. Not supported by this implementation.</summary>
    public string EndPoint { get; set; }

    /// <summary>First segment of every path on the server.</summary>
    public string ContextPath { get; set; } = "nacos";

    /// <summary>Longest time a request may take, in milliseconds.</summary>
    public int DefaultTimeOut { get; set; } = 15000;

    /// <summary>Namespace id of every request; empty means <c>public</c>.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>Access key of Alibaba Cloud. Not supported by this implementation.</summary>
    public string AccessKey { get; set; }

    /// <summary>Secret key of Alibaba Cloud. Not supported by this implementation.</summary>
    public string SecretKey { get; set; }

    /// <summary>User to log in as; empty means no login.</summary>
    public string UserName { get; set; }

    /// <summary>Password of <see cref="UserName"/>.</summary>
    public string Password { get; set; }

    /// <summary>Role of Alibaba Cloud. Not supported by this implementation.</summary>
    public string RamRoleName { get; set; }

    /// <summary>How often subscribed services are read when the server does not push, in milliseconds.</summary>
    public int ListenInterval { get; set; } = 1000;

    /// <summary>Whether configuration goes over gRPC. This implementation has no configuration client.</summary>
    public bool ConfigUseRpc { get; set; } = true;

    /// <summary>Whether naming goes over gRPC. This implementation uses HTTP either way and says so once when it is set.</summary>
    public bool NamingUseRpc { get; set; } = true;

    /// <summary>Whether lists saved on disk are read at the start. This implementation saves none.</summary>
    public string NamingLoadCacheAtStart { get; set; }

    /// <summary>Folder of the lists saved on disk. This implementation saves none.</summary>
    public string NamingCacheRegistryDir { get; set; }

    /// <summary>Whether a subscription keeps its last list when the server answers with an empty one.</summary>
    public bool NamingPushEmptyProtection { get; set; }

    /// <summary>Assemblies with configuration filters. This implementation has no configuration client.</summary>
    public List<string> ConfigFilterAssemblies { get; set; }

    /// <summary>Extra information for configuration filters. This implementation has no configuration client.</summary>
    public string ConfigFilterExtInfo { get; set; }
}
