using System.Text;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Storage.Metrics;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Ingestion;

/// <summary>Takes points of metrics in.</summary>
internal sealed class MetricSignal(RequestWalk walk, MetricStore store) : ISignal
{
    private const int Gauge = 5;
    private const int Sum = 7;
    private const int Histogram = 9;
    private const int Summary = 11;
    private const int DeltaTemporality = 1;

    public string HttpPath => "/v1/metrics";

    public string GrpcPath => "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    public OtlpMessage Schema => MetricSchema.Request;

    public string RejectedName => "rejectedDataPoints";

    public IngestResult Store(ReadOnlySpan<byte> request)
    {
        var outcome = IngestResult.Complete;
        var result = walk.Run(request, (scope, metric) => outcome = StoreMetric(scope, metric, outcome));
        return result.And(outcome.Rejected, outcome.Reason);
    }

    private IngestResult StoreMetric(TelemetryScope scope, ReadOnlySpan<byte> metric, IngestResult result)
    {
        // A copy, because the store's callback cannot hold a span.
        var bytes = metric.ToArray();
        var (kind, data) = Data(bytes);
        if (kind is not (Gauge or Sum or Histogram))
        {
            return kind == 0 ? result : result.And(Points(data).Count, "exponential histograms and summaries are not kept");
        }

        var name = Encoding.UTF8.GetString(ProtoReader.Find(bytes, 1));
        var points = Points(data);
        scope.Resource.HasMetrics = true;
        var rejected = store.Add(scope, name, instrument =>
        {
            var instrumentKind = kind switch
            {
                Gauge => InstrumentKind.Gauge,
                Histogram => InstrumentKind.Histogram,
                _ => ProtoReader.FindNumber(data, 3) != 0 ? InstrumentKind.Counter : InstrumentKind.UpDownCounter,
            };
            instrument.Describe(instrumentKind, Encoding.UTF8.GetString(ProtoReader.Find(bytes, 3)), Encoding.UTF8.GetString(ProtoReader.Find(bytes, 2)));
            var isDelta = kind != Gauge && ProtoReader.FindNumber(data, 2) == DeltaTemporality;
            return points.Count(point => !MetricPointReader.Add(instrument, data.AsSpan(point), kind == Histogram, isDelta));
        });
        return result.And(rejected, "there are too many combinations of attributes");
    }

    /// <summary>The kind of data a metric holds, by its field number, and the data.</summary>
    private static (int Kind, byte[] Data) Data(byte[] metric)
    {
        (int, byte[]) data = (0, []);
        var reader = new ProtoReader(metric);
        while (reader.Read())
        {
            data = reader.Number is >= Gauge and <= Summary ? (reader.Number, reader.Bytes.ToArray()) : data;
        }

        return data;
    }

    private static List<Range> Points(byte[] data)
    {
        var points = new List<Range>();
        var reader = new ProtoReader(data);
        while (reader.Read())
        {
            if (reader.Number == 1)
            {
                points.Add((reader.Position - reader.Bytes.Length)..reader.Position);
            }
        }

        return points;
    }
}
