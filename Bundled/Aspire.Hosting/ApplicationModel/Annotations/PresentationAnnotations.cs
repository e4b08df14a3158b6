namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relation to another resource, for display and for the order of stopping.</summary>
public sealed class ResourceRelationshipAnnotation : IResourceAnnotation
{
    /// <summary>Relates two resources.</summary>
    public ResourceRelationshipAnnotation(IResource resource, string type)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(type);
        Resource = resource;
        Type = type;
    }

    /// <summary>The other resource.</summary>
    public IResource Resource { get; }

    /// <summary>Kind of relation: <c>Parent</c>, <c>Reference</c>, <c>WaitFor</c>, or any other.</summary>
    public string Type { get; }
}

/// <summary>An icon.</summary>
/// <param name="iconName">Name in the Fluent UI icon set.</param>
/// <param name="iconVariant">Outline or filled.</param>
public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    /// <summary>Name in the Fluent UI icon set.</summary>
    public string IconName { get; } = iconName ?? throw new ArgumentNullException(nameof(iconName));

    /// <summary>Outline or filled.</summary>
    public IconVariant IconVariant => iconVariant;
}

/// <summary>Style of an icon.</summary>
public enum IconVariant
{
    /// <summary>Outline.</summary>
    Regular,

    /// <summary>Filled.</summary>
    Filled,
}

/// <summary>The resource starts only when somebody says so.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation
{
}

/// <summary>The state of a resource before anything has happened.</summary>
/// <param name="initialSnapshot">The state.</param>
public class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>The state.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot ?? throw new ArgumentNullException(nameof(initialSnapshot));
}

/// <summary>A URL shown for a resource.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>Sort key: higher comes first.</summary>
#pragma warning disable CA1051 // A field in the official package; a property would change what compiles.
    public int? DisplayOrder;
#pragma warning restore CA1051

    /// <summary>The URL; may be relative when <see cref="Endpoint"/> is set.</summary>
    public required string Url { get; set; }

    /// <summary>Text in its place.</summary>
    public string? DisplayText { get; set; }

    /// <summary>Where it is shown.</summary>
    public UrlDisplayLocation DisplayLocation { get; set; }

    /// <summary>The endpoint it belongs to.</summary>
    public EndpointReference? Endpoint { get; init; }
}

/// <summary>Where a URL is shown.</summary>
public enum UrlDisplayLocation
{
    /// <summary>Everywhere.</summary>
    SummaryAndDetails,

    /// <summary>On the details page only.</summary>
    DetailsOnly,
}

/// <summary>The resource sends telemetry.</summary>
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>The protocol it needs; null means any.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
