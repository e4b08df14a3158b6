// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations


namespace Nacos.V2;

/// <summary>A rule by which the server narrows a list of services. Nacos 2.x and later ignore it.</summary>
public abstract class AbstractSelector
{
    /// <summary>Names the kind of selector.</summary>
    /// <param name="type">The kind, for example <c>none</c> or <c>label</c>.</param>
    protected AbstractSelector(string type) => Type = type;

    /// <summary>The kind of selector, as sent to the server.</summary>
    public string Type { get; set; }
}
