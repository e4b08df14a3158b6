namespace ConsumerApi.Api;

/// <summary>The registry as seen from here.</summary>
/// <param name="State"><c>unknown</c>, <c>connected</c> or <c>away</c>.</param>
/// <param name="AwaySince">Since when it has not answered.</param>
internal sealed record RegistryView(string State, DateTimeOffset? AwaySince);
