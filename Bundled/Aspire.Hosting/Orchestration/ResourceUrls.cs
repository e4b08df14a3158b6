using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>The URLs shown for a resource: its endpoints and whatever the model adds or changes.</summary>
internal sealed class ResourceUrls(DistributedApplicationExecutionContext executionContext)
{
    public async Task<ImmutableArray<UrlSnapshot>> OfAsync(IResource resource, ILogger logger, CancellationToken cancellationToken)
    {
        var urls = new List<ResourceUrlAnnotation>();
        if (resource is IResourceWithEndpoints owner)
        {
            urls.AddRange(owner.GetEndpoints().Where(e => e.IsAllocated).Select(e => new ResourceUrlAnnotation { Url = e.Url, Endpoint = e }));
        }

        urls.AddRange(resource.Annotations.OfType<ResourceUrlAnnotation>());
        var context = new ResourceUrlsCallbackContext(executionContext, resource, urls, cancellationToken) { Logger = logger };
        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>().ToArray())
        {
            await callback.Callback(context).ConfigureAwait(false);
        }

        return [.. context.Urls.OrderByDescending(u => u.DisplayOrder ?? 0).Select(Snapshot)];
    }

    private static UrlSnapshot Snapshot(ResourceUrlAnnotation url)
    {
        var relative = url.Url.StartsWith('/') && url.Endpoint is not null;
        return new(url.Endpoint?.EndpointName, relative ? url.Endpoint!.Url + url.Url : url.Url, url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            DisplayProperties = new(url.DisplayText ?? "", url.DisplayOrder ?? 0),
        };
    }
}
