namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>How loads are attempted.</summary>
/// <param name="Parallelism">Loads at a time.</param>
/// <param name="MaxRetries">Attempts after the first.</param>
/// <param name="RetryInterval">Pause between two attempts.</param>
internal sealed record LoadOptions(int Parallelism, int MaxRetries, TimeSpan RetryInterval);
