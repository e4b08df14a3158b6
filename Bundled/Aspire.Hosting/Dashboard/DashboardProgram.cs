using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Where the build put the dashboard; it is written into the AppHost's assembly.</summary>
internal sealed class DashboardProgram(Assembly? appHostAssembly)
{
    private const string MetadataKey = "aspiredashboardpath";

    /// <exception cref="DistributedApplicationException">It was not built.</exception>
    public string Path(IConfiguration configuration) =>
        (configuration["DcpPublisher:DashboardPath"] ?? AppHostMetadata.Get(appHostAssembly, MetadataKey)) is { } path && File.Exists(path)
            ? System.IO.Path.GetFullPath(path)
            : throw new DistributedApplicationException("Dashboard path empty or file does not exist.");
}
