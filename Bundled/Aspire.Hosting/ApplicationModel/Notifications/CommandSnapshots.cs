using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which commands can be used in a given state.</summary>
internal static class CommandSnapshots
{
    public static ImmutableArray<ResourceCommandSnapshot> Of(IResource resource, CustomResourceSnapshot snapshot, IServiceProvider services)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = services };
        return [.. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(c => new ResourceCommandSnapshot(
            c.Name, c.UpdateState(context), c.DisplayName, c.DisplayDescription, c.InvocationParameter, c.ConfirmationMessage, c.IconName, c.IconVariant, c.IsHighlighted))];
    }
}
