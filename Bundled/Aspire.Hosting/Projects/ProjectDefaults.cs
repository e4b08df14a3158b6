using System.Collections.Frozen;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>What every project gets without asking: endpoints and variables of its launch profile, addresses to listen on, telemetry.</summary>
internal static class ProjectDefaults
{
    public static IResourceBuilder<ProjectResource> Apply(IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options)
    {
        var project = builder.Resource;
        var application = builder.ApplicationBuilder;
        builder.WithOtlpExporter();
        builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (!application.ExecutionContext.IsRunMode)
        {
            if (LaunchProfileSelector.Select(project) is { } published)
            {
                AddEndpoints(builder, published.Profile);
            }

            return builder.WithEnvironment(context => PublishedProjectVariables.Add(context, project));
        }

        if (application.Environment.IsDevelopment())
        {
            builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true");
            builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        builder.WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
        builder.WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple");

        var kestrel = options.ExcludeKestrelEndpoints ? FrozenSet<string>.Empty : KestrelEndpoints.Add(builder);
        if (LaunchProfileSelector.Select(project) is { } selected)
        {
            if (kestrel.Count == 0)
            {
                AddEndpoints(builder, selected.Profile);
            }

            AddProfileVariables(builder, selected.Name, selected.Profile);
            if (selected.Profile.CommandLineArgs is { Length: > 0 } line)
            {
                builder.WithArgs(CommandLine.Split(line));
            }
        }

        return builder.WithEnvironment(context => AddListenAddresses(context, project, kestrel));
    }

    private static void AddEndpoints(IResourceBuilder<ProjectResource> builder, LaunchProfile profile)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var url in (profile.ApplicationUrl ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // "*" and "+" are hosts to Kestrel but not to Uri.
            var address = new Uri(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal));
            var count = seen[address.Scheme] = seen.GetValueOrDefault(address.Scheme) + 1;
            builder.WithEndpoint(count == 1 ? address.Scheme : $"{address.Scheme}{count}", endpoint =>
            {
                endpoint.Port = address.Port;
                endpoint.UriScheme = address.Scheme;
                endpoint.TargetHost = address.Host;
                endpoint.FromLaunchProfile = true;
                endpoint.PortSetting = "applicationUrl in the project's launchSettings.json";
            });
        }
    }

    private static void AddProfileVariables(IResourceBuilder<ProjectResource> builder, string name, LaunchProfile profile) => builder.WithEnvironment(context =>
    {
        context.EnvironmentVariables["DOTNET_LAUNCH_PROFILE"] = name;
        foreach (var (variable, value) in profile.EnvironmentVariables)
        {
            context.EnvironmentVariables.TryAdd(variable, Environment.ExpandEnvironmentVariables(value));
        }
    });

    private static void AddListenAddresses(EnvironmentCallbackContext context, ProjectResource project, IReadOnlySet<string> kestrel)
    {
        var filters = project.Annotations.OfType<EndpointEnvironmentInjectionFilterAnnotation>().ToArray();
        var endpoints = project.GetEndpoints()
            .Where(e => e.Scheme is "http" or "https" && !kestrel.Contains(e.EndpointName) && filters.All(f => f.Filter(e.EndpointAnnotation)))
            .ToArray();
        if (endpoints.Length == 0)
        {
            return;
        }

        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            urls.AppendLiteral($"{(urls.IsEmpty ? "" : ";")}{endpoint.Scheme}://{BindHost(endpoint.EndpointAnnotation.TargetHost)}:");
            urls.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        context.EnvironmentVariables["ASPNETCORE_URLS"] = urls.Build();
        if (endpoints.FirstOrDefault(e => e.Scheme == "https") is { } https)
        {
            context.EnvironmentVariables["ASPNETCORE_HTTPS_PORT"] = https.Property(EndpointProperty.Port);
        }
    }

    private static string BindHost(string host) => host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]" : host;
}
