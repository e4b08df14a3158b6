namespace Aspire.Hosting.Containers;

/// <summary>The network that the containers of a run share.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Gateway">This machine's address in it, where the engine tells.</param>
internal sealed record ContainerNetwork(string Name, string? Gateway);
