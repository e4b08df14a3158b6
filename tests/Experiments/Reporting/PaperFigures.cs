namespace Rollcall.Experiments.Reporting;

/// <summary>What the paper says in words; its figures 7 and 8 carry no numbers.</summary>
internal static class PaperFigures
{
    public const string Machines = "four machines: Intel i5-4590 at 3.3 GHz, 8 GB, 10 MB/s network; one is the client (ContiPerf), three hold a container each";

    public static IReadOnlyList<(string Question, string Answer)> Statements { get; } =
    [
        ("mean response time of one node at 20 concurrent requests", "about 1000 ms"),
        ("response time added by the monitor", "10–100 ms"),
        ("throughput lost to the monitor", "hardly any"),
        ("three nodes, balanced round robin", "throughput much higher, response time clearly lower"),
        ("response time against concurrency", "about proportional"),
    ];
}
