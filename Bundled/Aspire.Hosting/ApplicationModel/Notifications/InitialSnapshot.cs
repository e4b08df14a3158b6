using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of a resource before anybody has published one.</summary>
internal static class InitialSnapshot
{
    public static CustomResourceSnapshot Of(IResource resource)
    {
        var snapshot = resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault()?.InitialSnapshot ?? new()
        {
            ResourceType = TypeOf(resource),
            Properties = [],
        };
        var icon = resource.Annotations.OfType<ResourceIconAnnotation>().LastOrDefault();
        return snapshot with
        {
            HealthReports = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(c => c.Key).Distinct().Select(k => new HealthReportSnapshot(k, null, null, null))],
            Relationships = snapshot.Relationships.IsEmpty ? RelationshipsOf(resource) : snapshot.Relationships,
            IconName = snapshot.IconName ?? icon?.IconName,
            IconVariant = snapshot.IconVariant ?? icon?.IconVariant,
        };
    }

    private static string TypeOf(IResource resource) => resource switch
    {
        ProjectResource => "Project",
        ExecutableResource => "Executable",
        ParameterResource => "Parameter",
        ExternalServiceResource => "ExternalService",
        ConnectionStringResource => "ConnectionString",
        _ when resource.IsContainer() => "Container",
        _ => resource.GetType().Name.EndsWith("Resource", StringComparison.Ordinal) ? resource.GetType().Name[..^"Resource".Length] : resource.GetType().Name,
    };

    private static ImmutableArray<RelationshipSnapshot> RelationshipsOf(IResource resource)
    {
        var relations = resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type));
        return resource is IResourceWithParent child
            ? [.. relations.Append(new(child.Parent.Name, KnownRelationshipTypes.Parent)).Distinct()]
            : [.. relations.Distinct()];
    }
}
