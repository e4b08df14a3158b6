namespace Rollcall.Integration.Dashboard;

/// <summary>Tests that share one application with a dashboard: it takes longer to start than most of them take.</summary>
[CollectionDefinition(nameof(Observed))]
public sealed class Observed : ICollectionFixture<ObservedApplication>;
