namespace Rollcall.Experiments.Tests.Shape;

/// <summary>Tests that measure run when the others of this project are done.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
