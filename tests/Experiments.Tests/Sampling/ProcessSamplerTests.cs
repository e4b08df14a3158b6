using System.Diagnostics;
using Rollcall.Experiments.Sampling;

namespace Rollcall.Experiments.Tests.Sampling;

public sealed class ProcessSamplerTests
{
    [Fact]
    public async Task Watch_sees_the_processor_time_of_the_work_and_leaves_out_who_is_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are read from Linux' /proc");
        var processes = new Dictionary<string, int> { ["own"] = Environment.ProcessId, ["gone"] = int.MaxValue };

        var (result, usage) = await new ProcessSampler(TimeProvider.System).WatchAsync(processes, () => Task.Run(Spin), TestContext.Current.CancellationToken);

        result.ShouldBe(7);
        var own = usage.ShouldHaveSingleItem();
        own.Process.ShouldBe("own");
        own.Cores.ShouldBeGreaterThan(0.05);
        own.Resident.ShouldBeGreaterThan(own.Anonymous);

        static int Spin()
        {
            var watch = Stopwatch.StartNew();
            while (watch.ElapsedMilliseconds < 300)
            {
                Thread.SpinWait(1000);
            }

            return 7;
        }
    }
}
