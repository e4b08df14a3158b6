namespace Embedded.TensorFlow.Kernels;

/// <summary>Makes the body for a node, once, when the model is loaded.</summary>
internal delegate KernelBody KernelFactory(KernelBuild build);
