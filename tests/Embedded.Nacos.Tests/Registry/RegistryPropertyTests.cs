using Embedded.Nacos.Registry;
using Embedded.Nacos.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace Embedded.Nacos.Tests.Registry;

/// <summary>Any sequence of calls leaves the registry as a few lines of plain bookkeeping say it should be.</summary>
public sealed class RegistryPropertyTests
{
    private enum Kind
    {
        Register,
        Deregister,
        Beat,
        Disable,
        Pass,
        Sweep,
    }

    [Fact]
    public void Any_sequence_of_calls_agrees_with_the_model()
    {
        var step = from kind in Gen.Elements(Enum.GetValues<Kind>())
                   from number in Gen.Choose(1, 4)
                   from weight in Gen.Choose(0, 3)
                   from seconds in Gen.Choose(0, 12)
                   select new Step(kind, number, weight, seconds);
        Prop.ForAll(step.ArrayOf().ToArbitrary(), Agree).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
    }

    private static bool Agree(Step[] steps)
    {
        var clock = new FakeTimeProvider();
        var registry = Cores.Create(clock);
        var model = new Model();
        foreach (var step in steps)
        {
            switch (step.Kind)
            {
                case Kind.Register:
                    registry.Register(Cores.Service, Cores.Instance(step.Number, step.Weight));
                    break;
                case Kind.Deregister:
                    registry.Deregister(Cores.Service, Cores.Endpoint(step.Number));
                    break;
                case Kind.Beat:
                    registry.Beat(Cores.Service, Cores.Endpoint(step.Number), out _);
                    break;
                case Kind.Disable:
                    registry.Override(Cores.Service, Cores.Endpoint(step.Number), Instance.DefaultCluster, _ => new(step.Weight, Enabled: false, Metadata.Empty));
                    break;
                case Kind.Pass:
                    clock.Advance(TimeSpan.FromSeconds(step.Seconds));
                    break;
                default:
                    registry.Sweep();
                    break;
            }

            model.Apply(step);
            var seen = registry.Instances().ToDictionary(i => i.Endpoint, i => (i.Weight, i.Enabled, i.Healthy));
            var expected = model.Seen();
            if (seen.Count != expected.Count || seen.Any(pair => !expected.TryGetValue(pair.Key, out var entry) || entry != pair.Value))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Step(Kind Kind, int Number, int Weight, int Seconds);

    private sealed class Model
    {
        private readonly Dictionary<int, (int Weight, bool Healthy, int LastBeat)> _instances = [];
        private readonly Dictionary<int, (int Weight, int? Gone)> _disabled = [];
        private int _now;
        private bool _known;

        public void Apply(Step step)
        {
            switch (step.Kind)
            {
                case Kind.Register:
                    _known = true;
                    _instances[step.Number] = (step.Weight, true, _now);
                    if (_disabled.TryGetValue(step.Number, out var back))
                    {
                        _disabled[step.Number] = back with { Gone = null };
                    }

                    break;
                case Kind.Deregister:
                    Remove(step.Number);
                    break;
                case Kind.Beat when _instances.TryGetValue(step.Number, out var entry):
                    _instances[step.Number] = (entry.Weight, true, _now);
                    break;
                case Kind.Disable when _known:
                    _disabled[step.Number] = (step.Weight, _instances.ContainsKey(step.Number) ? null : _now);
                    break;
                case Kind.Pass:
                    _now += step.Seconds;
                    break;
                case Kind.Sweep:
                    foreach (var (number, entry) in _instances.ToList())
                    {
                        if (_now - entry.LastBeat > 30)
                        {
                            Remove(number);
                        }
                        else
                        {
                            _instances[number] = entry with { Healthy = entry.Healthy && _now - entry.LastBeat <= 15 };
                        }
                    }

                    foreach (var (number, _) in _disabled.Where(entry => _now - entry.Value.Gone > 60).ToList())
                    {
                        _disabled.Remove(number);
                    }

                    break;
            }
        }

        public Dictionary<Endpoint, (double, bool, bool)> Seen() => _instances.ToDictionary(
            entry => Cores.Endpoint(entry.Key),
            entry => ((double)(_disabled.TryGetValue(entry.Key, out var o) ? o.Weight : entry.Value.Weight), !_disabled.ContainsKey(entry.Key), entry.Value.Healthy));

        private void Remove(int number)
        {
            if (_instances.Remove(number) && _disabled.TryGetValue(number, out var entry))
            {
                _disabled[number] = entry with { Gone = _now };
            }
        }
    }
}
