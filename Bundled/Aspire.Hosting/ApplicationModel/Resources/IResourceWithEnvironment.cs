namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that has environment variables.</summary>
public interface IResourceWithEnvironment : IResource
{
}
