using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels;

/// <summary>Computes the outputs of one node from its inputs. Many runs may call it at once.</summary>
internal delegate void KernelBody(KernelContext context);
