namespace Rollcall.Experiments.Measuring;

/// <summary>What came back for one request.</summary>
/// <param name="Status">HTTP status; 0 when there was no answer (refused, reset, timed out).</param>
/// <param name="Node">The node that answered, where it is known.</param>
internal readonly record struct Answer(int Status, string? Node);
