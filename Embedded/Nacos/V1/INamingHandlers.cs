using Embedded.Nacos.Http;

namespace Embedded.Nacos.V1;

/// <summary>A group of calls of the naming API.</summary>
internal interface INamingHandlers
{
    /// <summary>Adds the calls: HTTP method, path below <c>/v1/ns</c>, and what answers.</summary>
    void Map(Action<string, string, Func<NamingCall, Reply>> map);
}
