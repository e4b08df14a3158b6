using Rollcall.Tests;

namespace Benchmarks.Anchors;

/// <summary>Somebody else's program that ours is measured with or beside.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Candidates">Where it may be; the first that exists is used.</param>
internal sealed record Anchor(string Name, IReadOnlyList<string> Candidates)
{
    /// <summary>Where <c>anchors.sh</c> puts what is not a system package.</summary>
    private static readonly string s_folder = System.IO.Path.Combine(Checkout.Root, "artifacts", "anchors");

    public static Anchor Nginx { get; } = Program("nginx");

    public static Anchor Wrk { get; } = Program("wrk");

    public static Anchor OnnxRuntime { get; } = new("ONNX Runtime", [System.IO.Path.Combine(s_folder, "onnxruntime", "libonnxruntime.so.1")]);

    /// <summary>Its file; null when it is not installed.</summary>
    public string? Path => Candidates.FirstOrDefault(File.Exists);

    /// <summary>The sentence for who misses it.</summary>
    public string Missing => $"{Name} is not installed; tests/Benchmarks/anchors.sh installs it";

    /// <remarks>Servers lie in <c>sbin</c>, which is not on everybody's search path.</remarks>
    private static Anchor Program(string name)
        => new(name, [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Append("/usr/sbin").Select(folder => System.IO.Path.Combine(folder, name))]);
}
