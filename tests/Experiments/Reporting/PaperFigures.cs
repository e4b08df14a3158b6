namespace Rollcall.Experiments.Reporting;

/// <summary>What the paper says in words; its figures 7 and 8 carry no numbers.</summary>
internal static class PaperFigures
{
    public const string Machines = "four machines: Intel i5-4590 at 3.3 GHz, 8 GB, 10 MB/s network; one is the client (ContiPerf), three hold a container each";

    /// <summary>Clients at which the text gives a response time.</summary>
    public const int Clients = 20;

    public const string MeanResponse = "about 1000 ms";
    public const string AddedByAgent = "10–100 ms";
    public const string ThroughputLost = "hardly any";
    public const string ManyNodesThroughput = "much higher";
    public const string ManyNodesResponse = "clearly lower";
    public const string Proportional = "about proportional";
}
