using Benchmarks.AgentCost;
using Benchmarks.Forwarding;
using Benchmarks.Picking;
using Benchmarks.RegistryLoad;
using Benchmarks.Runtime;
using Benchmarks.Telemetry;

namespace Benchmarks;

/// <summary>All suites, in the order in which they run.</summary>
internal static class SuiteList
{
    public static IReadOnlyList<ISuite> All { get; } =
    [
        new AgentSuite(),
        new ForwardingSuite(),
        new PickingSuite(),
        new RegistrySuite(),
        new RuntimeSuite(),
        new KernelSuite(),
        new TelemetrySuite(),
    ];
}
