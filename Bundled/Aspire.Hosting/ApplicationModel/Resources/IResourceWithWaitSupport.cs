namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource whose start can be put off until others are ready.</summary>
public interface IResourceWithWaitSupport : IResource
{
}
