using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollcall.AppHost.Nacos;
using Rollcall.Tests;

namespace Rollcall.AppHost.Tests;

public sealed class NacosVersion3ReadinessTests
{
    [Theory]
    [InlineData(200, """{"code":0,"message":"success","data":"ok"}""", HealthStatus.Healthy)]
    [InlineData(200, """{"code":30000,"message":"server is not ready","data":"naming"}""", HealthStatus.Unhealthy)]
    [InlineData(500, """{"code":0}""", HealthStatus.Unhealthy)]
    [InlineData(200, "OK", HealthStatus.Unhealthy)]
    [InlineData(200, "[]", HealthStatus.Unhealthy)]
    public async Task Registry_is_ready_when_its_answer_says_so(int status, string body, HealthStatus expected)
    {
        await using var registry = new Registry(status, body);
        await registry.UpAsync();

        (await LookAsync(new(registry.Address))).Status.ShouldBe(expected);
        registry.Path.ShouldBe("/nacos/v3/admin/core/state/readiness");
    }

    [Fact]
    public async Task Registry_that_is_not_there_is_not_ready()
    {
        await using var registry = new Registry(200, "");

        (await LookAsync(new(registry.Address))).Status.ShouldBe(HealthStatus.Unhealthy);
        (await LookAsync(null)).Status.ShouldBe(HealthStatus.Unhealthy);
    }

    private static Task<HealthCheckResult> LookAsync(Uri? registry)
        => new NacosVersion3Readiness(() => registry).CheckHealthAsync(new(), TestContext.Current.CancellationToken);

    private sealed class Registry(int status, string body) : FakeServer
    {
        public string? Path { get; private set; }

        protected override async Task AnswerAsync(HttpContext context)
        {
            Path = context.Request.Path;
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
        }
    }
}
