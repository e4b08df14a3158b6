using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting.Orchestration;

/// <summary>Stops resources side by side, but each only after those that use it.</summary>
internal static class StopOrder
{
    public static async Task RunAsync(IEnumerable<IResource> resources, Func<IResource, Task> stop)
    {
        var all = resources.ToArray();
        var dashboard = all.FirstOrDefault(r => r.Name == DashboardNames.Resource);
        var dependents = all.ToDictionary(r => r, _ => new List<IResource>(), (IEqualityComparer<IResource>)ReferenceEqualityComparer.Instance);
        foreach (var resource in all)
        {
            foreach (var used in UsedBy(resource, dashboard))
            {
                if (dependents.TryGetValue(used, out var list) && !ReferenceEquals(used, resource))
                {
                    list.Add(resource);
                }
            }
        }

        var tasks = new ConcurrentDictionary<IResource, Task>(ReferenceEqualityComparer.Instance);
        var path = new HashSet<IResource>(ReferenceEqualityComparer.Instance);
        await Task.WhenAll(all.Select(StopAsync)).ConfigureAwait(false);

        Task StopAsync(IResource resource)
        {
            if (tasks.TryGetValue(resource, out var known))
            {
                return known;
            }

            // Two resources may refer to each other; then one of them has to go first.
            path.Add(resource);
            var before = dependents[resource].Where(d => !path.Contains(d)).Select(StopAsync).ToArray();
            path.Remove(resource);
            return tasks[resource] = AfterAsync(before, resource);
        }

        async Task AfterAsync(Task[] before, IResource resource)
        {
            await Task.WhenAll(before).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await stop(resource).ConfigureAwait(false);
        }
    }

    private static IEnumerable<IResource> UsedBy(IResource resource, IResource? dashboard)
    {
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            yield return wait.Resource;
        }

        foreach (var relationship in resource.Annotations.OfType<ResourceRelationshipAnnotation>())
        {
            yield return relationship.Resource;
        }

        // Whoever still has telemetry to send wants to be rid of it first.
        if (dashboard is not null && resource.HasAnnotationOfType<OtlpExporterAnnotation>())
        {
            yield return dashboard;
        }

        if (resource is IResourceWithParent child)
        {
            yield return child.Parent;
        }
    }
}
