using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Base of all resources: a name and annotations, no behaviour.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}, Annotations = {Annotations.Count}")]
public abstract class Resource : IResource
{
    /// <summary>Names the resource.</summary>
    /// <param name="name">1 to 64 ASCII letters, digits and single hyphens, starting with a letter.</param>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    protected Resource(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ModelName.ValidateName(nameof(Resource), name);
        Name = name;
    }

    /// <inheritdoc/>
    public virtual string Name { get; }

    /// <inheritdoc/>
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
