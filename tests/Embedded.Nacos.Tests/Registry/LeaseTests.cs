using Embedded.Nacos.Registry;
using Embedded.Nacos.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Embedded.Nacos.Tests.Registry;

public sealed class LeaseTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceRegistry _registry;

    public LeaseTests() => _registry = Cores.Create(_clock);

    [Theory]
    [InlineData(15_000, true)]
    [InlineData(15_001, false)]
    public void Sweep_after_silence_marks_only_beyond_the_timeout(int silence, bool healthy)
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        Pass(silence);
        _registry.Sweep();
        _registry.Instances().ShouldHaveSingleItem().Healthy.ShouldBe(healthy);
    }

    [Theory]
    [InlineData(30_000, 1)]
    [InlineData(30_001, 0)]
    public void Sweep_after_silence_removes_only_beyond_the_delete_timeout(int silence, int left)
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        Pass(silence);
        _registry.Sweep();
        _registry.Instances().Count.ShouldBe(left);
    }

    [Fact]
    public void Sweep_with_own_lease_terms_obeys_them()
    {
        _registry.Register(Cores.Service, Cores.Instance(1, metadata:
            [(LeaseTerms.IntervalKey, "1000"), (LeaseTerms.TimeoutKey, "2000"), (LeaseTerms.DeleteTimeoutKey, "4000")]));
        Pass(2_001);
        _registry.Sweep().ShouldBe(new SweepOutcome(1, 0));
        Pass(2_000);
        _registry.Sweep().ShouldBe(new SweepOutcome(0, 1));
    }

    [Fact]
    public void Sweep_without_removal_only_marks()
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        Pass(60_000);
        _registry.Sweep(remove: false).ShouldBe(new SweepOutcome(1, 0));
        _registry.Instances().Count.ShouldBe(1);
    }

    [Fact]
    public void Beat_of_an_unhealthy_instance_makes_it_healthy_and_says_so_once()
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        Pass(15_001);
        _registry.Sweep();
        var changes = 0;
        _registry.Changed += _ => changes++;

        _registry.Beat(Cores.Service, Cores.Endpoint(1), out _).ShouldBe(BeatOutcome.Recovered);
        _registry.Beat(Cores.Service, Cores.Endpoint(1), out var interval).ShouldBe(BeatOutcome.Renewed);

        _registry.Instances()[0].Healthy.ShouldBeTrue();
        changes.ShouldBe(1);
        interval.ShouldBe(0);
    }

    [Fact]
    public void Beats_in_time_keep_an_instance_for_ever()
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        for (var i = 0; i < 100; i++)
        {
            Pass(15_000);
            _registry.Beat(Cores.Service, Cores.Endpoint(1), out _).ShouldBe(BeatOutcome.Renewed);
            _registry.Sweep().Changed.ShouldBeFalse();
        }
    }

    [Fact]
    public void Beat_of_an_unknown_instance_registers_nothing()
    {
        _registry.Beat(Cores.Service, Cores.Endpoint(1), out _).ShouldBe(BeatOutcome.Unknown);
        _registry.Contains(Cores.Service).ShouldBeFalse();
    }

    [Fact]
    public void Step_of_the_wall_clock_expires_nothing()
    {
        var clock = new SteppedClock();
        var registry = Cores.Create(clock);
        registry.Register(Cores.Service, Cores.Instance(1));
        clock.Step = TimeSpan.FromHours(1);
        registry.Sweep().Changed.ShouldBeFalse();
        registry.Find(Cores.Service)!.Time.ShouldBe(clock.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public void SweepServices_removes_services_that_were_empty_long_enough()
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        Pass(100_000);
        _registry.SweepServices(TimeSpan.FromSeconds(60)).ShouldBe(0);
        _registry.Deregister(Cores.Service, Cores.Endpoint(1));
        Pass(59_999);
        _registry.SweepServices(TimeSpan.FromSeconds(60)).ShouldBe(0);
        Pass(1);
        _registry.SweepServices(TimeSpan.FromSeconds(60)).ShouldBe(1);
        _registry.Services.ShouldBeEmpty();
    }

    private void Pass(int milliseconds) => _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>A clock that somebody sets while time goes on as ever.</summary>
    private sealed class SteppedClock : FakeTimeProvider
    {
        public TimeSpan Step { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
