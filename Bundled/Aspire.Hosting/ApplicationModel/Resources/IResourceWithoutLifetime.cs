namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is never started, so that nobody can wait for it.</summary>
public interface IResourceWithoutLifetime : IResource
{
}
