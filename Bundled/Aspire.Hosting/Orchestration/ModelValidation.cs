using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Mistakes that are better found before the first process starts.</summary>
internal static class ModelValidation
{
    public static void Check(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources)
        {
            CheckEndpoints(resource);
            CheckParents(resource);
        }
    }

    private static void CheckEndpoints(IResource resource)
    {
        var replicas = resource.GetReplicaCount();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (resource.IsContainer())
            {
                if (endpoint.TargetPort is null)
                {
                    throw new InvalidOperationException($"The endpoint '{endpoint.Name}' for container resource '{resource.Name}' must specify the {nameof(EndpointAnnotation.TargetPort)} value");
                }
            }
            else if (endpoint.IsProxied && endpoint.Port is { } port && port == endpoint.TargetPort)
            {
                throw new InvalidOperationException($"The endpoint '{endpoint.Name}' for resource '{resource.Name}' requested a proxy ({nameof(EndpointAnnotation.IsProxied)} is true). Non-container resources cannot be proxied when both {nameof(EndpointAnnotation.TargetPort)} and {nameof(EndpointAnnotation.Port)} are specified with the same value.");
            }

            if (replicas > 1 && !endpoint.IsProxied)
            {
                throw new InvalidOperationException($"Resource '{resource.Name}' uses multiple replicas and a proxy-less endpoint '{endpoint.Name}'. These features do not work together.");
            }

            if (replicas > 1 && endpoint.TargetPort is not null)
            {
                throw new InvalidOperationException($"Resource '{resource.Name}' can have multiple replicas, and it uses endpoint '{endpoint.Name}' that has {nameof(EndpointAnnotation.TargetPort)} property set. Each replica must have a unique port; setting {nameof(EndpointAnnotation.TargetPort)} is not allowed.");
            }
        }
    }

    private static void CheckParents(IResource resource)
    {
        var seen = new HashSet<IResource>(ReferenceEqualityComparer.Instance) { resource };
        for (var parent = ParentOf(resource); parent is not null; parent = ParentOf(parent))
        {
            if (!seen.Add(parent))
            {
                throw new InvalidOperationException($"Circular dependency detected: {string.Join(" -> ", seen.Select(r => r.Name).Append(parent.Name))}");
            }
        }
    }

    private static IResource? ParentOf(IResource resource) => resource is IResourceWithParent child
        ? child.Parent
        : resource.Annotations.OfType<ResourceRelationshipAnnotation>().LastOrDefault(r => r.Type == KnownRelationshipTypes.Parent)?.Resource;
}
