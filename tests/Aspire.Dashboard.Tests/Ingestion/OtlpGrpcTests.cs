using System.Net;
using Aspire.Dashboard.Ingestion;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Tests.Ingestion;

public sealed class OtlpGrpcTests
{
    private const string Export = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private static readonly byte[] s_span = Otlp.Protobuf(Otlp.Traces("shop", Otlp.Span(1, 1, name: "by gRPC")), TraceSchema.Request);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Span_is_taken_plain_and_packed(bool pack)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (status, _, answer, http) = await dashboard.CallAsync(Export, s_span, pack: pack);

        (status, http).ShouldBe((0, HttpStatusCode.OK));
        answer.ShouldBe(new byte[5]);
        (await dashboard.SpanNamesAsync()).ShouldBe(["by gRPC"]);
    }

    [Fact]
    public async Task Wrong_calls_get_grpc_statuses_and_nothing_else_breaks()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        (await dashboard.CallAsync(Export, [0x0A, 0xFF])).Status.ShouldBe((int)GrpcStatus.InvalidArgument);
        (await dashboard.CallAsync(Export, [], frame: [0, 0, 0])).Status.ShouldBe((int)GrpcStatus.InvalidArgument);
        (await dashboard.CallAsync(Export, [], frame: [0, 0, 0, 0, 9, 1])).Status.ShouldBe((int)GrpcStatus.InvalidArgument);
        (await dashboard.CallAsync(Export, [], frame: [7, 0, 0, 0, 0])).Status.ShouldBe((int)GrpcStatus.InvalidArgument);
        (await dashboard.CallAsync(Export, new byte[OtlpLimits.GrpcBytes + 1])).Status.ShouldBe((int)GrpcStatus.ResourceExhausted);
        (await dashboard.CallAsync(Export, new byte[OtlpLimits.GrpcBytes + 1], pack: true)).Status.ShouldBe((int)GrpcStatus.ResourceExhausted);
        (await dashboard.CallAsync(Export, [], frame: [1, 0, 0, 0, 1, 9])).Status.ShouldBe((int)GrpcStatus.Unimplemented);
        (await dashboard.CallAsync("/opentelemetry.proto.collector.profiles.v1.ProfilesService/Export", s_span)).Status.ShouldBe((int)GrpcStatus.Unimplemented);
        (await dashboard.CallAsync(Export, s_span, contentType: "application/json")).Http.ShouldBe(HttpStatusCode.UnsupportedMediaType);

        (await dashboard.CallAsync(Export, s_span)).Status.ShouldBe(0);
        (await dashboard.SpanNamesAsync()).ShouldBe(["by gRPC"]);
    }

    [Theory]
    [InlineData(null, GrpcStatus.Unauthenticated)]
    [InlineData("wrong", GrpcStatus.Unauthenticated)]
    [InlineData("right", GrpcStatus.Ok)]
    public async Task Key_is_asked_for(string? key, object status)
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:AuthMode", "ApiKey"), ("Dashboard:Otlp:PrimaryApiKey", "right"));

        var call = await dashboard.CallAsync(Export, s_span, key);

        call.Status.ShouldBe((int)(GrpcStatus)status);
        (await dashboard.SpanNamesAsync()).Length.ShouldBe(call.Status == 0 ? 1 : 0);
    }

    [Fact]
    public async Task What_is_not_kept_is_told()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var message = Otlp.Protobuf(Wire.Samples.Metrics, MetricSchema.Request);

        var (status, _, answer, _) = await dashboard.CallAsync("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", message);

        status.ShouldBe(0);
        var partial = ProtoReader.Find(answer.AsSpan(5), 1);
        partial[..2].ToArray().ShouldBe([0x08, 2], "the exponential histogram and the summary");
    }
}
