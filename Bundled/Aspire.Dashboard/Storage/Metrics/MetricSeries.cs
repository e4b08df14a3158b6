namespace Aspire.Dashboard.Storage.Metrics;

/// <summary>The points of one combination of attributes. Its instrument's lock guards it.</summary>
internal sealed class MetricSeries(byte[] attributes)
{
    private const int Overhead = 200;

    /// <summary>The list grows by a quarter: doubled lists would be half empty, and they are most of what the store holds.</summary>
    private const int GrowthDivisor = 4;

    private readonly List<MetricPoint> _points = [];

    /// <summary>The attributes, as fields under number 1 of a message.</summary>
    public byte[] Raw => attributes;

    public int Count => _points.Count;

    /// <summary>When its last point was measured.</summary>
    public long LastTime => _points.Count == 0 ? 0 : _points[^1].Time;

    public int Bytes { get; private set; } = Overhead + attributes.Length;

    /// <summary>Adds a point. One that says what the last two said only moves the last one on, so that idle series cost nothing.</summary>
    public void Add(MetricPoint point, bool isDelta)
    {
        if (_points.Count > 0)
        {
            var last = _points[^1];
            if (point.Time <= last.Time)
            {
                return;
            }

            point = isDelta ? point.After(last) : point;
            if (_points.Count > 1 && point.SaysTheSame(last) && last.SaysTheSame(_points[^2]))
            {
                _points[^1] = last with { Time = point.Time };
                return;
            }
        }

        if (_points.Count == _points.Capacity)
        {
            _points.Capacity += Math.Max(GrowthDivisor, _points.Count / GrowthDivisor);
        }

        _points.Add(point);
        Bytes += point.Bytes;
    }

    /// <summary>Drops the oldest quarter; the last two points stay.</summary>
    public void Trim()
    {
        var dropped = Math.Min(_points.Count / 4, _points.Count - 2);
        if (dropped <= 0)
        {
            return;
        }

        Bytes -= _points.Take(dropped).Sum(p => p.Bytes);
        _points.RemoveRange(0, dropped);
    }

    public MetricPoint[] Snapshot() => [.. _points];
}
