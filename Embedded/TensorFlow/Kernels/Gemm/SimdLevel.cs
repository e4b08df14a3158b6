using System.Runtime.Intrinsics;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>The vector width the kernels use, in bits.</summary>
internal enum SimdLevel
{
    /// <summary>No vectors.</summary>
    Scalar = 0,

    /// <summary>SSE, NEON.</summary>
    Vector128 = 128,

    /// <summary>AVX2 with FMA.</summary>
    Vector256 = 256,

    /// <summary>AVX-512.</summary>
    Vector512 = 512,
}

/// <summary>Chooses the <see cref="SimdLevel"/> once for the process.</summary>
internal static class SimdLevels
{
    /// <summary>The environment variable that lowers the level: <c>512</c>, <c>256</c>, <c>128</c> or <c>scalar</c>.</summary>
    public const string Variable = "ROLLCALL_SIMD";

    /// <summary>The widest level of this machine.</summary>
    public static SimdLevel Supported { get; } =
        Vector512.IsHardwareAccelerated ? SimdLevel.Vector512
        : Vector256.IsHardwareAccelerated ? SimdLevel.Vector256
        : Vector128.IsHardwareAccelerated ? SimdLevel.Vector128
        : SimdLevel.Scalar;

    /// <summary>The level in use: <see cref="Supported"/> unless <see cref="Variable"/> asks for less.</summary>
    public static SimdLevel Current { get; } = Parse(Environment.GetEnvironmentVariable(Variable), Supported);

    /// <summary>The level that <paramref name="text"/> asks for, never above <paramref name="supported"/>.</summary>
    /// <exception cref="InvalidOperationException">The text is not one of the four values.</exception>
    public static SimdLevel Parse(string? text, SimdLevel supported)
    {
        var asked = text switch
        {
            null or "" or "512" => SimdLevel.Vector512,
            "256" => SimdLevel.Vector256,
            "128" => SimdLevel.Vector128,
            "scalar" => SimdLevel.Scalar,
            _ => throw new InvalidOperationException($"{Variable}={text} is not a vector width; use 512, 256, 128 or scalar."),
        };
        return asked < supported ? asked : supported;
    }
}
