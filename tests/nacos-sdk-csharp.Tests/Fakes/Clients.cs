using Microsoft.Extensions.DependencyInjection;
using Nacos.V2.DependencyInjection;
using Nacos.V2.Naming.Dtos;

namespace Nacos.V2.Tests.Fakes;

/// <summary>Clients of the fake registry, made as an application makes them.</summary>
internal static class Clients
{
    public const string Known = """{"clientBeatInterval":100,"code":10200,"lightBeatEnabled":true}""";
    public const string Unknown = """{"clientBeatInterval":100,"code":20404,"lightBeatEnabled":true}""";

    public static ServiceProvider Container(Action<NacosSdkOptions> configure, params string[] addresses)
        => new ServiceCollection()
            .AddLogging()
            .AddNacosV2Naming(options =>
            {
                options.ServerAddresses = [.. addresses];
                options.NamingUseRpc = false;
                options.ListenInterval = 50;
                configure(options);
            })
            .BuildServiceProvider();

    public static ServiceProvider Container(params string[] addresses) => Container(_ => { }, addresses);

    /// <summary>An instance that beats ten times a second.</summary>
    public static Instance Instance(double weight = 1) => new()
    {
        Ip = "10.0.0.1",
        Port = 8501,
        Weight = weight,
        ClusterName = "C1",
        Metadata = { ["model"] = "a b&c=ü", ["preserved.heart.beat.interval"] = "100" },
    };

    public static string Hosts(params string[] ips)
        => $$"""{"name":"DEFAULT_GROUP@@s","hosts":[{{string.Join(',', ips.Select(Host))}}]}""";

    private static string Host(string ip)
        => $$"""{"ip":"{{ip}}","port":1,"weight":1.0,"healthy":true,"enabled":true,"metadata":null}""";
}
