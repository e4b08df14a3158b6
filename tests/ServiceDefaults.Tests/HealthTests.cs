using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Rollcall.ServiceDefaults.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task Endpoints_are_mapped_in_development_only()
    {
        await using var app = Applications.Web("Production").Build();
        app.MapDefaultEndpoints();
        await app.StartAsync();
        using var client = app.Client();
        using var response = await client.GetAsync("/health");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Health_asks_all_checks_and_alive_only_those_that_are_live()
    {
        var builder = Applications.Web("Development");
        builder.Services.AddHealthChecks().AddCheck("registry", () => HealthCheckResult.Unhealthy("away"));
        await using var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync();
        using var client = app.Client();
        using var health = await client.GetAsync("/health");
        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var alive = await client.GetAsync("/alive");
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
