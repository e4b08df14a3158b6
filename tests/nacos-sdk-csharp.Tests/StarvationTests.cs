using Microsoft.Extensions.DependencyInjection;
using Nacos.V2.Tests.Fakes;

namespace Nacos.V2.Tests;

/// <summary>Blocks the thread pool of the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(StarvationTests), DisableParallelization = true)]
[Collection(nameof(StarvationTests))]
public sealed class StarvationTests
{
    [Fact]
    public async Task Beats_go_out_while_the_thread_pool_is_starved()
    {
        using var registry = new ThreadedRegistry(seen => (200, seen.Path.EndsWith("beat", StringComparison.Ordinal) ? Clients.Known : "ok"));
        await using var container = Clients.Container(registry.Address);
        await container.GetRequiredService<INacosNamingService>().RegisterInstance("s", "g", Clients.Instance());
        registry.Next("PUT /nacos/v1/ns/instance/beat");

        using var release = new ManualResetEventSlim();
        using var left = new CountdownEvent(Environment.ProcessorCount * 50);
        using var blocked = new CountdownEvent(Environment.ProcessorCount);
        for (var i = 0; i < left.InitialCount; i++)
        {
            var first = i < blocked.InitialCount;
            ThreadPool.QueueUserWorkItem(_ =>
            {
                if (first)
                {
                    blocked.Signal();
                }

                release.Wait();
                left.Signal();
            });
        }

        try
        {
            blocked.Wait(TestContext.Current.CancellationToken);
            registry.Forget();

            for (var i = 0; i < 5; i++)
            {
                registry.Next("PUT /nacos/v1/ns/instance/beat").Path.ShouldEndWith("/beat");
            }
        }
        finally
        {
            // Everything that was queued has to pass before the next test needs the pool.
            release.Set();
            left.Wait(TestContext.Current.CancellationToken);
        }
    }
}
