using System.Collections.Concurrent;
using System.Diagnostics;
using Rollcall.Tests;

namespace OpenTelemetry.Extensions.Hosting.Tests;

/// <summary>Keeps the spans that a provider would export.</summary>
internal sealed class Spans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _ended = new();

    public override void OnEnd(Activity data) => _ended.Enqueue(data);

    /// <summary>Waits for a span: one of a server ends after its response has been read.</summary>
    public async Task<Activity> NextAsync(ActivityKind kind)
    {
        await Eventually.HoldsAsync(() => _ended.Any(span => span.Kind == kind), $"a {kind} span");
        return _ended.First(span => span.Kind == kind);
    }

    public IReadOnlyList<Activity> All => [.. _ended];
}
