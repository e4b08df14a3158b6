using Benchmarks.Running;

namespace Benchmarks.Forwarding;

/// <summary>
/// Two ways to the same three backends: the consumer, which finds them in a real registry, and nginx, which is told. The backends are one
/// nginx process with three ports that answers a constant.
/// </summary>
internal sealed class Paths : IAsyncDisposable
{
    public const string Model = "constant";

    private const int Backends = 3;

    private readonly List<IDisposable> _owned = [];

    private Paths()
    {
    }

    public Server Consumer { get; private set; } = null!;

    public Server Nginx { get; private set; } = null!;

    public static async Task<Paths> StartAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        var paths = new Paths();
        try
        {
            await paths.StartPartsAsync(folder, cancellationToken);
            return paths;
        }
        catch
        {
            await paths.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        // The client of the registry first, while there is one to say goodbye to.
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task StartPartsAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        var ports = FreePort.Take(Backends + 1);
        var backends = ports.Take(Backends).ToArray();
        Own(await Server.NginxAsync(Path.Combine(folder.Path, "backends"), BackendConfiguration(backends), backends[0], core: null, cancellationToken));
        Nginx = Own(await Server.NginxAsync(Path.Combine(folder.Path, "proxy"), ProxyConfiguration(ports[^1], backends), ports[^1], core: null, cancellationToken));
        var registry = Own(await Server.RegistryAsync(folder.Path, core: null, cancellationToken));
        Own(await Registration.RunAsync(registry.Address, backends, [(Model, 1)], cancellationToken));
        Consumer = Own(await Server.ConsumerAsync(registry.Address, Model, cancellationToken));
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Add(part);
        return part;
    }

    private static string BackendConfiguration(IEnumerable<int> ports) => $$"""
        server {
          {{string.Join(' ', ports.Select(port => $"listen 127.0.0.1:{port};"))}}
          location / { default_type application/json; return 200 '{"predictions":[[0.01,0.02,0.03,0.04,0.05,0.06,0.07,0.08,0.09,0.55]]}'; }
        }
        """;

    private static string ProxyConfiguration(int port, IEnumerable<int> backends) => $$"""
        upstream backends { {{string.Join(' ', backends.Select(backend => $"server 127.0.0.1:{backend};"))}} keepalive 64; keepalive_requests 100000000; }
        server { listen 127.0.0.1:{{port}}; location / { proxy_pass http://backends; proxy_http_version 1.1; proxy_set_header Connection ""; } }
        """;
}
