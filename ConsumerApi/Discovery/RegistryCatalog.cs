using Registry.Bridge;

namespace ConsumerApi.Discovery;

/// <summary>The catalog that the registry's directory keeps.</summary>
internal sealed class RegistryCatalog(ModelDirectory directory) : IModelCatalog
{
    public CatalogSnapshot Current
    {
        get
        {
            var snapshot = directory.Current;
            var status = snapshot.Registry;
            return new CatalogSnapshot(
                // Away with models is a registry that was read earlier; away without is one that never was.
                status.State == RegistryState.Connected || !snapshot.Models.IsEmpty,
                status.State == RegistryState.Away ? status.Since : null,
                [.. snapshot.Models.Select(m => new CatalogModel(m.Name, m.DiscoveryName, [.. m.Versions], [.. m.Labels]))],
                snapshot.ChangeToken);
        }
    }
}
