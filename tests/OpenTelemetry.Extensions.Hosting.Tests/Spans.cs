using System.Collections.Concurrent;
using System.Diagnostics;

namespace OpenTelemetry.Extensions.Hosting.Tests;

/// <summary>Keeps the spans that a provider would export.</summary>
internal sealed class Spans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _ended = new();

    public override void OnEnd(Activity data) => _ended.Enqueue(data);

    /// <summary>Waits for a span: one of a server ends after its response has been read.</summary>
    public async Task<Activity> NextAsync(ActivityKind kind)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (_ended.FirstOrDefault(span => span.Kind == kind) is { } found)
            {
                return found;
            }

            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(30), $"no {kind} span");
            await Task.Delay(1);
        }
    }

    public IReadOnlyList<Activity> All => [.. _ended];
}
