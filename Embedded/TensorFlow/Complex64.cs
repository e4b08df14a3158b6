using System.Runtime.InteropServices;

namespace Embedded.TensorFlow;

/// <summary>A complex number of two 32-bit floats.</summary>
/// <param name="Real">Real part.</param>
/// <param name="Imaginary">Imaginary part.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Complex64(float Real, float Imaginary);
