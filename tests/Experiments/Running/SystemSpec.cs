namespace Rollcall.Experiments.Running;

/// <summary>How the application is started; scenarios that ask for the same share one run of it.</summary>
/// <param name="Mode">Running mode.</param>
/// <param name="Nodes">Number of nodes.</param>
/// <param name="CpuQuota">Share of one core per node; null for no limit.</param>
/// <param name="OwnModels">Whether the nodes serve a folder of this run, into which versions can be published, instead of the default models.</param>
internal sealed record SystemSpec(string Mode, int Nodes, double? CpuQuota, bool OwnModels)
{
    public override string ToString()
        => FormattableString.Invariant($"{Nodes} node{(Nodes == 1 ? "" : "s")}, {(CpuQuota is { } quota ? $"{quota:0.##} cores each" : "uncapped")}{(OwnModels ? ", own models" : "")}");
}
