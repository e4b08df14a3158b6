using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What a published project is told about its surroundings.</summary>
internal static class PublishedProjectVariables
{
    public static void Add(EnvironmentCallbackContext context, ProjectResource project)
    {
        if (!project.HasAnnotationOfType<DisableForwardedHeadersAnnotation>())
        {
            // Whatever publishes the project's ports stands in front of it.
            context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        }

        AddPorts(context, project, "http", "HTTP_PORTS");
        AddPorts(context, project, "https", "HTTPS_PORTS");
    }

    private static void AddPorts(EnvironmentCallbackContext context, ProjectResource project, string scheme, string variable)
    {
        var filters = project.Annotations.OfType<EndpointEnvironmentInjectionFilterAnnotation>().ToArray();
        var ports = new ReferenceExpressionBuilder();
        foreach (var endpoint in project.GetEndpoints().Where(e => e.Scheme == scheme && filters.All(f => f.Filter(e.EndpointAnnotation))))
        {
            // https of a launch profile relies on a developer's certificate; published, the platform speaks it.
            if (scheme == "https" && endpoint.EndpointAnnotation.FromLaunchProfile)
            {
                continue;
            }

            ports.AppendLiteral(ports.IsEmpty ? "" : ";");
            ports.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        if (!ports.IsEmpty)
        {
            context.EnvironmentVariables[variable] = ports.Build();
        }
    }
}
