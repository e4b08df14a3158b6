using System.Globalization;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Records all traces of a quiet service, and so many per second of a busy one: a generic cell rate algorithm (ITU-T I.371, annex A), which is a
/// bucket of tokens kept in one number. Beyond the limit a batch processor's queue would overflow and drop single spans of every trace;
/// this drops whole traces, and before they cost anything.
/// </summary>
/// <remarks>For root spans: under a <see cref="ParentBasedSampler"/>, so that the processes of one trace agree and a caller's own decision holds.</remarks>
internal sealed class RateLimitedSampler : Sampler
{
    private readonly TimeProvider _time;
    private readonly long _interval, _tolerance;

    // When the bucket would be full again, in ticks of the clock.
    private long _full;

    /// <param name="perSecond">Traces per second in the long run; above zero.</param>
    /// <param name="burst">Traces at once after a rest; at least one.</param>
    /// <param name="time">The clock.</param>
    public RateLimitedSampler(double perSecond, int burst, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        _time = time;
        _interval = Math.Max(1, (long)(time.TimestampFrequency / perSecond));
        _tolerance = _interval * burst;
        _full = time.GetTimestamp();
        Description = string.Create(CultureInfo.InvariantCulture, $"RateLimitedSampler{{{perSecond}/s}}");
    }

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var now = _time.GetTimestamp();
        var full = Volatile.Read(ref _full);
        while (true)
        {
            var next = Math.Max(full, now) + _interval;
            if (next - now > _tolerance)
            {
                return new(SamplingDecision.Drop);
            }

            var seen = Interlocked.CompareExchange(ref _full, next, full);
            if (seen == full)
            {
                return new(SamplingDecision.RecordAndSample);
            }

            full = seen;
        }
    }
}
