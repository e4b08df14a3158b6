using System.Diagnostics;
using Embedded.Nacos.Registry;
using Embedded.Nacos.Tests.Fakes;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Embedded.Nacos.Tests.Registry;

public sealed class RegistryMetricsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RegistryMetrics _metrics = Cores.Metrics();
    private readonly ServiceRegistry _registry;

    public RegistryMetricsTests() => _registry = new(_clock, _metrics);

    [Fact]
    public void Registrations_beats_and_expirations_are_counted_by_kind()
    {
        using var registrations = Collect<long>("rollcall.registry.registrations");
        using var beats = Collect<long>("rollcall.registry.beats");
        using var expirations = Collect<long>("rollcall.registry.expirations");

        _registry.Register(Cores.Service, Cores.Instance(1));
        _registry.Register(Cores.Service, Cores.Instance(1));
        _registry.Register(Cores.Service, Cores.Instance(2));
        _registry.Deregister(Cores.Service, Cores.Endpoint(2));
        _clock.Advance(TimeSpan.FromSeconds(20));
        _registry.Sweep();
        _registry.Beat(Cores.Service, Cores.Endpoint(1), out _);
        _registry.Beat(Cores.Service, Cores.Endpoint(9), out _);
        _clock.Advance(TimeSpan.FromSeconds(31));
        _registry.Sweep();
        _registry.SweepServices(TimeSpan.Zero);

        Kinds(registrations, "kind").ShouldBe(["added", "replaced", "added", "deregistered"]);
        Kinds(beats, "outcome").ShouldBe(["recovered", "unknown"]);
        Kinds(expirations, "kind").ShouldBe(["unhealthy", "removed", "service"]);
    }

    [Fact]
    public void Instances_and_services_are_counted_when_asked_for()
    {
        _ = new RegistryGauges(_metrics, _registry);
        using var instances = Collect<int>("rollcall.registry.instances");
        using var services = Collect<int>("rollcall.registry.services");
        _registry.Register(Cores.Service, Cores.Instance(1));
        _registry.Register(Cores.Service, Cores.Instance(2, healthy: false));

        instances.RecordObservableInstruments();
        services.RecordObservableInstruments();

        instances.GetMeasurementSnapshot().ToDictionary(m => (bool)m.Tags["healthy"]!, m => m.Value).ShouldBe(new() { [true] = 1, [false] = 1 });
        services.LastMeasurement!.Value.ShouldBe(1);
    }

    [Fact]
    public async Task Changes_make_spans_and_beats_make_none()
    {
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RegistryMetrics.MeterName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                // Other tests run at the same time, on services of their own.
                if (span.GetTagItem("nacos.service") is "traced")
                {
                    spans.Add(span.OperationName);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await TestRegistry.StartAsync();
        await server.SendAsync("POST", "/ns/instance?serviceName=traced&ip=10.0.0.1&port=1");
        await server.SendAsync("PUT", "/ns/instance/beat?serviceName=traced&ip=10.0.0.1&port=1");
        await server.SendAsync("PUT", "/ns/instance?serviceName=traced&ip=10.0.0.1&port=1&weight=2");
        await server.SendAsync("DELETE", "/ns/instance?serviceName=traced&ip=10.0.0.1&port=1");
        spans.ShouldBe(["register", "override", "deregister"]);
    }

    private static string[] Kinds(MetricCollector<long> collector, string tag) =>
        [.. collector.GetMeasurementSnapshot().SelectMany(m => Enumerable.Repeat((string)m.Tags[tag]!, (int)m.Value))];

    private MetricCollector<T> Collect<T>(string name)
        where T : struct => new(_metrics.Meter, name);
}
