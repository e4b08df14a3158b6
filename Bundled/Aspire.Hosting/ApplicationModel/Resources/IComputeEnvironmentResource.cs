namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that resources are deployed to.</summary>
public interface IComputeEnvironmentResource : IResource
{
}
