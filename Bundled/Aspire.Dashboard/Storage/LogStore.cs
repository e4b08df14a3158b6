using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Storage;

/// <summary>The newest log records, in the order they came. Bounded by number and by memory.</summary>
internal sealed class LogStore(TelemetryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Queue<LogRecord> _records = new();
    private long _bytes;
    private long _revision;

    /// <summary>The number of the last record.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Records as they come.</summary>
    public Watchers<LogRecord> Watchers { get; } = new();

    public void Add(List<LogRecord> records)
    {
        lock (_gate)
        {
            foreach (var record in records)
            {
                record.Number = ++_revision;
                _records.Enqueue(record);
                _bytes += record.Bytes;
            }

            while (_records.Count > limits.MaxLogCount || (_bytes > limits.MaxLogBytes && _records.Count > 1))
            {
                _bytes -= _records.Dequeue().Bytes;
            }

            Watchers.Publish(records);
        }
    }

    /// <summary>Begins to read along: with the records that are here, in the order they came.</summary>
    public Watch<LogRecord> Watch()
    {
        lock (_gate)
        {
            return Watchers.Begin(_records.ToArray());
        }
    }

    /// <summary>All records, the newest first.</summary>
    public LogRecord[] Newest()
    {
        LogRecord[] all;
        lock (_gate)
        {
            all = [.. _records];
        }

        // Senders batch, so records of two of them arrive out of order; equal times keep the order of arrival.
        Array.Sort(all, static (a, b) => a.Time != b.Time ? b.Time.CompareTo(a.Time) : b.Number.CompareTo(a.Number));
        return all;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _records.Clear();
            _bytes = 0;
            _revision++;
        }
    }
}
