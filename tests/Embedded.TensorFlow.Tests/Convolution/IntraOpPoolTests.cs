using System.Collections.Concurrent;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Tests.Convolution;

public sealed class IntraOpPoolTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void For_runs_every_index_once(int parallelism)
    {
        using var pool = new IntraOpPool(parallelism);
        for (var round = 0; round < 200; round++)
        {
            var counts = new int[round];
            pool.For(round, i => Interlocked.Increment(ref counts[i]));
            counts.ShouldAllBe(count => count == 1);
        }
    }

    [Fact]
    public void For_uses_as_many_threads_as_allowed()
    {
        using var pool = new IntraOpPool(3);
        using var all = new Barrier(3);

        // Each body waits for the two others: fewer threads would never pass.
        pool.For(3, _ => all.SignalAndWait(s_patience).ShouldBeTrue());
    }

    [Fact]
    public void For_stays_on_its_thread_when_other_requests_keep_the_cores()
    {
        using var pool = new IntraOpPool(2);
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            using var run = pool.EnterRun();
            entered.Set();
            leave.Wait(s_patience);
        });
        other.Start();
        entered.Wait(s_patience).ShouldBeTrue();
        var threads = new ConcurrentDictionary<int, int>();

        pool.For(1000, _ => threads.TryAdd(Environment.CurrentManagedThreadId, 0));

        threads.Keys.ShouldBe([Environment.CurrentManagedThreadId]);
        leave.Set();
        other.Join(s_patience).ShouldBeTrue();
    }

    [Fact]
    public void For_gets_helpers_again_when_the_other_request_has_ended()
    {
        using var pool = new IntraOpPool(2);
        for (var i = 0; i < 20; i++)
        {
            using (pool.EnterRun())
            {
                using var both = new Barrier(2);
                pool.For(2, _ => both.SignalAndWait(s_patience).ShouldBeTrue());
            }
        }
    }

    [Fact]
    public void SuitedTo_leaves_small_work_to_the_caller()
    {
        using var pool = new IntraOpPool(2);

        pool.SuitedTo(1000).ShouldBeSameAs(IntraOpPool.Serial);
        pool.SuitedTo(100_000_000).ShouldBeSameAs(pool);
    }

    [Fact]
    public void For_inside_a_body_runs_in_place()
    {
        using var pool = new IntraOpPool(2);
        var sum = 0;
        pool.For(4, _ => pool.For(5, _ => Interlocked.Increment(ref sum)));
        sum.ShouldBe(20);
    }

    [Fact]
    public void For_throws_what_a_body_threw_and_works_again()
    {
        using var pool = new IntraOpPool(2);
        for (var i = 0; i < 10; i++)
        {
            Should.Throw<InvalidDataException>(() => pool.For(50, index => throw new InvalidDataException($"{index}")));
            var count = 0;
            pool.For(50, _ => Interlocked.Increment(ref count));
            count.ShouldBe(50);
        }
    }

    [Fact]
    public void For_by_many_callers_at_once_loses_nothing()
    {
        using var pool = new IntraOpPool(3);
        var sum = 0L;
        var callers = Enumerable.Range(0, 6).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                pool.For(17, index => Interlocked.Add(ref sum, index));
            }
        })).ToList();

        callers.ForEach(caller => caller.Start());

        callers.ForEach(caller => caller.Join(s_patience).ShouldBeTrue());
        sum.ShouldBe(6 * 300 * 136);
    }
}
