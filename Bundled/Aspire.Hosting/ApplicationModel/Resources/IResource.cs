namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that the application consists of.</summary>
public interface IResource
{
    /// <summary>The name, unique in the application.</summary>
    string Name { get; }

    /// <summary>Everything that is known about the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
