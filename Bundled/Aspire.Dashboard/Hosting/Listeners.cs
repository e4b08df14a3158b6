using System.Net;
using Aspire.Dashboard.Ingestion;
using Aspire.Dashboard.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aspire.Dashboard.Hosting;

/// <summary>Opens the ports.</summary>
internal static class Listeners
{
    // Exporters send batches of hundreds of kilobytes; the default window would make each wait for the other side in between.
    private const int StreamWindow = 1024 * 1024;

    public static void Open(KestrelServerOptions kestrel, DashboardSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = OtlpLimits.HttpBytes;
        kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindow;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 2 * StreamWindow;
        foreach (var url in settings.FrontendUrls)
        {
            Open(kestrel, url, ConnectionPurpose.Pages);
        }

        if (settings.OtlpGrpcUrl is { } grpc)
        {
            Open(kestrel, grpc, ConnectionPurpose.OtlpGrpc);
        }

        if (settings.OtlpHttpUrl is { } http)
        {
            Open(kestrel, http, ConnectionPurpose.OtlpHttp);
        }
    }

    private static void Open(KestrelServerOptions kestrel, BindingAddress address, ConnectionPurpose purpose)
    {
        var secure = string.Equals(address.Scheme, "https", StringComparison.OrdinalIgnoreCase);
        void Configure(ListenOptions listen)
        {
            // Without TLS the two versions cannot be told apart by negotiation.
            listen.Protocols = purpose == ConnectionPurpose.OtlpGrpc ? HttpProtocols.Http2 : secure ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Features.Set(new ConnectionPurposeFeature(purpose));
                return next(connection);
            });
            if (secure)
            {
                listen.UseHttps();
            }
        }

        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            kestrel.Listen(ip, address.Port, Configure);
        }
        else if (!string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.ListenAnyIP(address.Port, Configure);
        }
        else if (address.Port == 0)
        {
            // One free port for both loopback addresses is more than Kestrel can pick.
            kestrel.Listen(IPAddress.Loopback, 0, Configure);
        }
        else
        {
            kestrel.ListenLocalhost(address.Port, Configure);
        }
    }
}
