namespace ConsumerApi.Discovery;

/// <summary>Which models exist. Where they are is the resolver's business.</summary>
internal interface IModelCatalog
{
    CatalogSnapshot Current { get; }
}
