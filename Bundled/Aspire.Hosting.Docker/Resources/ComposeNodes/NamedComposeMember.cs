namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>A member of a Compose file that has its name as key.</summary>
public abstract class NamedComposeMember
{
    /// <summary>The name.</summary>
    public required string Name { get; set; }
}
