using System.Collections.Concurrent;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Config;
using Embedded.TensorFlowServing.Lifecycle;
using Embedded.TensorFlowServing.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Rollcall.Tests;

namespace Embedded.TensorFlowServing.Tests.Lifecycle;

public sealed class ModelManagerTests : IAsyncDisposable
{
    private readonly FakeLoader _loader = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<string> _history = new();
    private readonly ModelManager _manager;

    public ModelManagerTests()
    {
        _manager = new ModelManager(_loader, new LoadOptions(2, 2, TimeSpan.FromMinutes(1)), _time, NullLogger<ModelManager>.Instance);
        _manager.Transition += (model, status) => _history.Enqueue($"{model}/{status.Version} {status.State} {status.Code}");
    }

    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    [Fact]
    public async Task Version_goes_through_all_states_forward()
    {
        await Serve(1);
        _manager.Aspire("m", []);
        await Reach(1, ServableState.End);

        _history.ShouldBe(["m/1 Start Ok", "m/1 Loading Ok", "m/1 Available Ok", "m/1 Unloading Ok", "m/1 End Ok"]);
    }

    [Fact]
    public async Task Failing_load_is_retried_and_then_ends_with_its_error()
    {
        _loader.OnLoad = (_, _) => throw new TensorFlowException(StatusCode.Internal, "Error on load.");
        _manager.Aspire("m", Disk(1));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Eventually.HoldsAsync(() => _loader.Attempts.Count == attempt, $"attempt {attempt}");
            if (attempt < 3)
            {
                _manager.Status("m", 1)[0].ShouldBe(new VersionStatus(1, ServableState.Loading, StatusCode.Ok, ""));
                await AdvanceUntil(() => _loader.Attempts.Count > attempt);
            }
        }

        await Reach(1, ServableState.End);
        _manager.Status("m", 1)[0].ShouldBe(new VersionStatus(1, ServableState.End, StatusCode.Internal, "Error on load."));

        // As long as the folder stays, it is not tried again.
        _manager.Aspire("m", Disk(1));
        _loader.Attempts.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Failed_version_is_tried_anew_after_its_folder_was_away()
    {
        _loader.OnLoad = (_, _) => throw new TensorFlowException(StatusCode.NotFound, "no");
        _manager.Aspire("m", Disk(1));
        await AdvanceUntil(() => State(1) == ServableState.End);
        _manager.Aspire("m", []);
        _loader.OnLoad = (_, _) => new FakeServable();
        await Serve(1);
    }

    [Fact]
    public async Task Removing_the_folder_cancels_the_retries()
    {
        _loader.OnLoad = (_, _) => throw new TensorFlowException(StatusCode.Internal, "Error on load.");
        _manager.Aspire("m", Disk(1));
        await Eventually.HoldsAsync(() => _loader.Attempts.Count == 1, "first attempt");
        _manager.Aspire("m", []);
        await Reach(1, ServableState.End);
        _manager.Status("m", 1)[0].Code.ShouldBe(StatusCode.Cancelled);
        _loader.Attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Swap_keeps_the_old_version_until_the_new_one_is_ready()
    {
        await Serve(1);
        using var hold = new ManualResetEventSlim();
        _loader.OnLoad = (_, ct) =>
        {
            hold.Wait(ct);
            return new FakeServable();
        };
        _manager.Aspire("m", Disk(2));
        await Reach(2, ServableState.Loading);
        State(1).ShouldBe(ServableState.Available);
        Latest().ShouldBe(1);

        hold.Set();
        await Reach(2, ServableState.Available);
        await Reach(1, ServableState.End);
        Latest().ShouldBe(2);
        _manager.Status("m", null).Select(s => s.Version).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task Failing_new_version_leaves_the_old_one_serving()
    {
        await Serve(1);
        _loader.OnLoad = (_, _) => throw new TensorFlowException(StatusCode.DataLoss, "torn");
        _manager.Aspire("m", Disk(2));
        await AdvanceUntil(() => State(2) == ServableState.End);
        State(1).ShouldBe(ServableState.Available);
        Latest().ShouldBe(1);
    }

    [Fact]
    public async Task Request_in_flight_keeps_its_version_until_it_is_done()
    {
        var servable = new FakeServable();
        _loader.OnLoad = (_, _) => servable;
        await Serve(1);
        var handle = _manager.Acquire("m", VersionChoice.Latest);
        _manager.Aspire("m", []);
        await Eventually.HoldsAsync(() => NotFound(VersionChoice.Latest), "no new request gets in");

        State(1).ShouldBe(ServableState.Unloading);
        servable.Disposed.ShouldBeFalse();
        handle.Dispose();
        await Reach(1, ServableState.End);
        servable.Disposed.ShouldBeTrue();
    }

    [Fact]
    public async Task Requests_racing_with_swaps_never_see_an_unloaded_version()
    {
        _loader.OnLoad = (_, _) => new FakeServable();
        await Serve(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var served = 0;
        var callers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var x = new Dictionary<string, Tensor> { ["x"] = Tensor.From<float>([1], 2f) };
            while (!stop.IsCancellationRequested)
            {
                using var handle = _manager.Acquire("m", VersionChoice.Latest);
                handle.Servable.Run("serving_default", x, default);
                Interlocked.Increment(ref served);
            }
        }, TestContext.Current.CancellationToken)).ToArray();

        // Swaps without a request beside them would prove nothing, and a busy machine starts the callers late.
        await Eventually.HoldsAsync(() => Volatile.Read(ref served) > 0, "requests to begin");
        for (var version = 2; version <= 30; version++)
        {
            _manager.Aspire("m", Disk(version));
            await Reach(version, ServableState.Available);
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
    }

    [Fact]
    public void Acquire_unknown_model_version_or_label_says_which()
    {
        Error(() => _manager.Acquire("x", VersionChoice.Latest)).ShouldBe("NotFound: Servable not found for request: Latest(x)");
        Error(() => _manager.Acquire("x", new VersionChoice(3, null))).ShouldBe("NotFound: Servable not found for request: Specific(x, 3)");
        Error(() => _manager.Acquire("x", new VersionChoice(null, "l"))).ShouldBe("InvalidArgument: Unrecognized servable version label: l");
        Error(() => _manager.Status("x", null)).ShouldBe("NotFound: Could not find any versions of model x");
        Error(() => _manager.Status("x", 9)).ShouldBe("NotFound: Could not find version 9 of model x");
    }

    [Fact]
    public async Task Labels_must_name_loaded_versions_unless_new_and_allowed()
    {
        await Serve(1);
        const string Refused = "FailedPrecondition: Request to assign label to version 2 of model m, which is not currently available for inference";
        Error(() => _manager.SetLabels([Labelled(2)], false)).ShouldBe(Refused);
        _manager.SetLabels([Labelled(1)], false);
        using (var handle = _manager.Acquire("m", new VersionChoice(null, "stable")))
        {
            handle.Version.ShouldBe(1);
        }

        // Allowed for a label that is new, not for one that pointed elsewhere.
        Error(() => _manager.SetLabels([Labelled(2)], true)).ShouldBe(Refused);
        _manager.SetLabels([], true);
        _manager.SetLabels([Labelled(2)], true);
        Error(() => _manager.Acquire("m", new VersionChoice(null, "stable"))).ShouldBe("NotFound: Servable not found for request: Specific(m, 2)");
    }

    private static ModelConfig Labelled(long version) => new("m", "/m", new VersionPolicy.All(), new Dictionary<string, long> { ["stable"] = version });

    private static VersionOnDisk[] Disk(params long[] versions) => [.. versions.Select(v => new VersionOnDisk(v, $"/m/{v}"))];

    private static string Error(Action action)
    {
        var error = Should.Throw<TensorFlowException>(action);
        return $"{error.Code}: {error.Message}";
    }

    private static string Error(Func<object> action) => Error(() => { action(); });

    private async Task Serve(long version)
    {
        _manager.Aspire("m", Disk(version));
        await Reach(version, ServableState.Available);
    }

    private Task Reach(long version, ServableState state) => Eventually.HoldsAsync(() => State(version) == state, $"version {version} to be {state}, is {State(version)}");

    private async Task AdvanceUntil(Func<bool> condition) => await Eventually.HoldsAsync(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(30));
        return condition();
    }, "the clock to bring it");

    private ServableState State(long version) => _manager.Status("m", version)[0].State;

    private long Latest()
    {
        using var handle = _manager.Acquire("m", VersionChoice.Latest);
        return handle.Version;
    }

    private bool NotFound(VersionChoice choice)
    {
        try
        {
            _manager.Acquire("m", choice).Dispose();
            return false;
        }
        catch (TensorFlowException)
        {
            return true;
        }
    }
}
