using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Rollcall.Tests;

namespace Microsoft.Extensions.Http.Resilience.Tests;

/// <summary>Clients over a backend, on a fake clock that Polly uses too.</summary>
internal static class Clients
{
    public static ServiceProvider Services(Backend backend, FakeTimeProvider time, Action<IHttpClientBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        var builder = services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => backend);
        configure(builder);
        return services.BuildServiceProvider();
    }

    public static HttpClient Client(this ServiceProvider services) => services.GetRequiredService<IHttpClientFactory>().CreateClient("test");

    /// <summary>Lets the fake clock run until a task ends. It runs fast, so only lower bounds of the time that passed mean anything.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider time, Task<T> task)
    {
        await time.RunUntilAsync(() => task.IsCompleted);
        return await task;
    }

    /// <summary>Lets the fake clock run until a condition holds.</summary>
    public static Task RunUntilAsync(this FakeTimeProvider time, Func<bool> condition)
        => Eventually.HoldsAsync(
            () =>
            {
                if (condition())
                {
                    return true;
                }

                time.Advance(TimeSpan.FromMilliseconds(250));
                return false;
            },
            "the request goes on");
}
