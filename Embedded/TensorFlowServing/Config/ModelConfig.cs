namespace Embedded.TensorFlowServing.Config;

/// <summary>One model to serve.</summary>
/// <param name="Name">The name in request paths.</param>
/// <param name="BasePath">The folder whose children are versions.</param>
/// <param name="Policy">Which of them are served.</param>
/// <param name="Labels">Names of versions, e.g. <c>stable</c>.</param>
internal sealed record ModelConfig(string Name, string BasePath, VersionPolicy Policy, IReadOnlyDictionary<string, long> Labels);
