using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Nacos.V2.Naming;

/// <summary>The naming service of a service container: it owns its HTTP client and ends with the container.</summary>
internal sealed class OwnedNamingService : NacosNamingService, IAsyncDisposable, IDisposable
{
    private readonly HttpClient _http;

    public OwnedNamingService(ILoggerFactory loggers, IOptions<NacosSdkOptions> options, HttpClient http)
        : base(loggers, options.Value, http, TimeProvider.System, new Random()) => _http = http;

    public async ValueTask DisposeAsync()
    {
        await ShutDown();
        _http.Dispose();
    }

    // A container disposed synchronously (a test host, say) must not leave the beat thread behind.
    public void Dispose() => Task.Run(async () => await DisposeAsync()).GetAwaiter().GetResult();
}
