namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that needs a machine to run on.</summary>
public interface IComputeResource : IResource
{
}
