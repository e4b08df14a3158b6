using System.Globalization;
using Benchmarks.Results;
using Benchmarks.Running;
using Models.ResNet50;
using Rollcall.Tests;

namespace Benchmarks.AgentCost;

/// <summary>The agent as a guest: what it takes of the machine while its node idles and while its node needs all of it.</summary>
internal sealed class AgentSuite : ISuite
{
    /// <summary>Until the code of the first polls is compiled and their garbage is collected.</summary>
    private const double WarmUpSeconds = 20;

    private const double WindowSeconds = 60;

    /// <summary>A Spring Boot agent of the paper's kind (Java 17, the same two models and periods), measured apart from this run.</summary>
    private const double SpringResident = 118, SpringAnonymous = 96, SpringCpu = 1.1;

    private static readonly Goal s_cpuMust = new(AtLeast: false, 0.3), s_cpuAim = new(AtLeast: false, 0.05);

    private static readonly Figure s_resident = new("resident memory", "MiB") { Must = new(AtLeast: false, 55) };
    private static readonly Figure s_anonymous = new("anonymous memory", "MiB") { Must = new(AtLeast: false, 20), Aim = new(AtLeast: false, 12) };
    private static readonly Figure s_idle = new("CPU, idle node", "% of a core") { Must = s_cpuMust, Aim = s_cpuAim };
    private static readonly Figure s_saturated = new("CPU, saturated node", "% of a core") { Must = s_cpuMust, Aim = s_cpuAim };

    public string Name => "agent";

    public string Question => "What the agent costs beside a model server with two models, at 1 s polls.";

    public IReadOnlyList<Figure> Figures { get; } = [s_resident, s_anonymous, s_idle, s_saturated];

    public async Task RunAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using var registry = await Server.RegistryAsync(folder.Path, core: null, cancellationToken);
        using var node = await StartNodeAsync(folder, cancellationToken);
        using var agent = ChildProcess.StartProject("Agent", [], new Dictionary<string, string>
        {
            ["Agent__Name"] = "node-1",
            ["Agent__Node"] = node.Address.ToString(),
            ["Agent__Advertise"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{node.Address.Port}"),
            ["ConnectionStrings__nacos"] = registry.Address.GetLeftPart(UriPartial.Authority),
        });
        context.Now("warming up");
        await context.WaitAsync(WarmUpSeconds, cancellationToken);

        context.Line($"| node | CPU, % of a core | resident, MiB | anonymous, MiB |");
        context.Line($"|---|---|---|---|");
        var idle = await WatchAsync(context, agent, "idle", cancellationToken);
        Usage saturated;
        await using (new Saturation(node.Address))
        {
            saturated = await WatchAsync(context, agent, "saturated", cancellationToken);
        }

        context.Measured(s_resident, Math.Max(idle.Resident, saturated.Resident));
        context.Measured(s_anonymous, Math.Max(idle.Anonymous, saturated.Anonymous));
        context.Measured(s_idle, idle.Cpu);
        context.Measured(s_saturated, saturated.Cpu);
        context.Line();
        context.Line($"A Spring Boot agent of the paper's kind, measured apart: {SpringResident} MB resident, {SpringAnonymous} MB anonymous, {SpringCpu} % of a core.");
        context.Line($"This one takes {idle.Resident / SpringResident:0.00}, {idle.Anonymous / SpringAnonymous:0.00} and {idle.Cpu / SpringCpu:0.00} of that.");
    }

    private static async Task<Server> StartNodeAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        var resnet = Path.Combine(folder.Path, "resnet");
        new ModelFolder(resnet, TimeProvider.System, TextWriter.Null).Write();
        var models = folder.Write("models.config", $$"""
            model_config_list {
              config { name: "digits" base_path: "{{Path.Combine(Checkout.Root, "models", "digits")}}" model_platform: "tensorflow" }
              config { name: "resnet" base_path: "{{resnet}}" model_platform: "tensorflow" }
            }
            """);
        var monitoring = folder.Write("monitoring.config", """prometheus_config { enable: true, path: "/monitoring/prometheus/metrics" }""");
        return await Server.ModelServerAsync(models, monitoring, "resnet", cancellationToken);
    }

    /// <summary>The agent's use over a window: processor time from end to end, the largest memory of readings once a second.</summary>
    private static async Task<Usage> WatchAsync(SuiteContext context, ChildProcess agent, string what, CancellationToken cancellationToken)
    {
        context.Now($"watching the agent of a node that is {what}");
        var (before, start) = (ProcessClock.Read(agent.Id), context.Time.GetTimestamp());
        long resident = 0, anonymous = 0;
        while (context.Time.GetElapsedTime(start) < context.Seconds(WindowSeconds))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), context.Time, cancellationToken);
            var reading = ProcFile.Read(agent.Id) ?? throw new InvalidOperationException($"The agent has ended: {agent.Tail}");
            (resident, anonymous) = (Math.Max(resident, reading.Resident), Math.Max(anonymous, reading.Anonymous));
        }

        var cpu = (ProcessClock.Read(agent.Id) - before) / context.Time.GetElapsedTime(start);
        var usage = new Usage(cpu * 100, ProcFile.Mebibytes(resident), ProcFile.Mebibytes(anonymous));
        context.Line($"| {what} | {usage.Cpu:0.000} | {usage.Resident:0.0} | {usage.Anonymous:0.0} |");
        return usage;
    }

    private readonly record struct Usage(double Cpu, double Resident, double Anonymous);
}
