using Benchmarks;
using Benchmarks.Runtime;
using Rollcall.Tests;

var suites = new Dictionary<string, Action<Report>>
{
    ["kernels"] = KernelSuite.Run,
    ["runtime"] = RuntimeSuite.Run,
};

if (args is not [var name, ..] || !suites.TryGetValue(name, out var suite))
{
    Console.Error.WriteLine($"Usage: Benchmarks <{string.Join('|', suites.Keys)}> [report.md]");
    return 2;
}

// Two measurements at once would measure each other.
using var machine = await MachineLock.AcquireAsync();
using var report = new Report(args.Length > 1 ? args[1] : null);
report.Heading(name);
suite(report);
return 0;
