using System.Diagnostics;
using Rollcall.Tests;

namespace Rollcall.Experiments.Tests.Sampling;

public sealed class ProcFileTests
{
    [Fact]
    public void Parse_reads_times_and_memory_behind_a_difficult_name()
    {
        var stat = "4711 (a) b (c) S 1 4711 4711 0 -1 4194304 900 0 0 0 150 50 0 0 20 0 17 0 12345 999 888";
        string[] status = ["Name:\ta) b (c", "VmRSS:\t   51200 kB", "RssAnon:\t   11264 kB", "Threads:\t17"];

        ProcFile.Parse(stat, status).ShouldBe(new ProcessReading(TimeSpan.FromSeconds(2), 51200 * 1024, 11264 * 1024, 17));
    }

    [Fact]
    public void Read_of_this_process_agrees_with_the_runtime()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are read from Linux' /proc");
        using var own = Process.GetCurrentProcess();

        var reading = ProcFile.Read(own.Id).ShouldNotBeNull();

        // Read one after the other: both move on meanwhile.
        reading.Cpu.TotalSeconds.ShouldBe(own.TotalProcessorTime.TotalSeconds, 2);
        ((double)reading.Resident).ShouldBe(own.WorkingSet64, 0.25 * own.WorkingSet64);
        reading.Anonymous.ShouldBeInRange(1, reading.Resident);
    }

    [Fact]
    public void Read_of_a_process_that_is_gone_is_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are read from Linux' /proc");

        ProcFile.Read(int.MaxValue).ShouldBeNull();
    }
}
