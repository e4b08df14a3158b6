using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Tests.Execution;

public sealed class FrameTests
{
    private static readonly Tensor[] s_noFeeds = [];

    [Fact]
    public void Allocate_in_a_replay_gives_the_recorded_tensors()
    {
        var frame = new Frame(2);
        var first = Record(frame, 100);

        frame.BeginRun();
        frame.Allocate(0, DataType.Float, [100]).ShouldBeSameAs(first);
    }

    [Fact]
    public void Allocate_reuses_memory_only_after_its_last_holder_went()
    {
        var frame = new Frame(4);
        frame.BeginRun();
        var value = frame.Allocate(0, DataType.Float, [50]);
        frame.View(1, value, DataType.Float, [5, 10]);
        frame.Release(0);
        var other = frame.Allocate(2, DataType.Float, [50]);
        frame.Release(1);
        var third = frame.Allocate(3, DataType.Float, [50]);

        other.BufferOrNull.ShouldNotBeSameAs(value.BufferOrNull);
        third.BufferOrNull.ShouldBeSameAs(value.BufferOrNull);
    }

    [Fact]
    public void Allocate_of_another_shape_in_a_replay_never_takes_memory_in_use()
    {
        var frame = new Frame(3);
        frame.BeginRun();
        frame.Allocate(0, DataType.Float, [64]);
        frame.Release(0);
        frame.Allocate(1, DataType.Float, [64]);
        frame.EndRun(s_noFeeds);

        frame.BeginRun();
        var kept = frame.Allocate(0, DataType.Float, [64]);
        var changed = frame.Allocate(1, DataType.Float, [63]);

        changed.BufferOrNull.ShouldNotBeSameAs(kept.BufferOrNull);
    }

    [Fact]
    public void Skip_of_a_recorded_slot_forgets_what_was_recorded_behind_it()
    {
        var frame = new Frame(3);
        frame.BeginRun();
        frame.Allocate(0, DataType.Float, [64]);
        frame.Allocate(1, DataType.Float, [64]);
        frame.EndRun(s_noFeeds);

        frame.BeginRun();
        frame.Skip(0);
        var reused = frame.Allocate(1, DataType.Float, [64]);
        frame.EndRun(s_noFeeds);
        frame.BeginRun();
        var back = frame.Allocate(0, DataType.Float, [64]);
        var other = frame.Allocate(1, DataType.Float, [64]);

        reused.ShouldNotBeNull();
        other.BufferOrNull.ShouldNotBeSameAs(back.BufferOrNull);
    }

    private static Tensor Record(Frame frame, int length)
    {
        frame.BeginRun();
        var tensor = frame.Allocate(0, DataType.Float, [length]);
        frame.EndRun(s_noFeeds);
        return tensor;
    }
}
