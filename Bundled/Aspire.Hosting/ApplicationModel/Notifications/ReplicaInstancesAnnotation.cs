using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The processes that a resource will have, named before the first starts.</summary>
internal sealed class ReplicaInstancesAnnotation(ImmutableArray<ReplicaInstance> instances) : IResourceAnnotation
{
    public ImmutableArray<ReplicaInstance> Instances => instances;
}

/// <summary>One process of a resource.</summary>
/// <param name="Id"><c>{resource}-{suffix}</c>.</param>
/// <param name="Suffix">Eight random letters, also the telemetry's <c>service.instance.id</c>.</param>
internal sealed record ReplicaInstance(string Id, string Suffix);
