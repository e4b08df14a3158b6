using System.Collections.Frozen;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Endpoints that a project's own configuration has under <c>Kestrel:Endpoints</c>.</summary>
internal static class KestrelEndpoints
{
    /// <summary>Adds them to the resource and returns their names; they then replace those of the launch profile.</summary>
    public static IReadOnlySet<string> Add(IResourceBuilder<ProjectResource> builder)
    {
        var directory = Path.GetDirectoryName(builder.Resource.GetProjectMetadata().ProjectPath)!;
        if (!Directory.Exists(directory))
        {
            return FrozenSet<string>.Empty;
        }

        var configuration = new ConfigurationBuilder().SetBasePath(directory)
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddJsonFile($"appsettings.{builder.ApplicationBuilder.Environment.EnvironmentName}.json", optional: true, reloadOnChange: false)
            .Build();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (section["Url"] is not { Length: > 0 } url)
            {
                continue;
            }

            var address = new Uri(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal));
            var http2 = (section["Protocols"] ?? configuration["Kestrel:EndpointDefaults:Protocols"]) == "Http2";
            builder.WithEndpoint(section.Key, endpoint =>
            {
                endpoint.Port = address.Port;
                endpoint.UriScheme = address.Scheme;
                endpoint.TargetHost = address.Host;
                endpoint.Transport = http2 ? "http2" : "http";
                endpoint.FromLaunchProfile = true;
                endpoint.PortSetting = $"Kestrel:Endpoints:{section.Key}:Url in the project's appsettings.json";
            });
            names.Add(section.Key);
            var target = builder.GetEndpoint(section.Key).Property(EndpointProperty.TargetPort);
            builder.WithEnvironment($"Kestrel__Endpoints__{section.Key}__Url", ReferenceExpression.Create($"{address.Scheme}://{address.Host}:{target}"));
        }

        return names;
    }
}
