namespace Aspire.Hosting.Testing.Tests;

/// <summary>Applications made by the test itself, without an AppHost.</summary>
public sealed class EmptyBuilderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Started_resource_answers_at_its_endpoint_and_ends_with_the_application()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("web", "python3", ".", "-m", "http.server", "--bind", "127.0.0.1")
            .WithHttpEndpoint(env: "PORT", name: "http")
            .WithArgs(context => context.Args.Add(builder.CreateResourceBuilder<ExecutableResource>("web").Resource.GetEndpoint("http").Property(EndpointProperty.TargetPort)))
            .WithHttpHealthCheck();
        Assert.SkipUnless(File.Exists("/usr/bin/python3") || Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "python3"))), "python3 is the web server of this test");
        Uri address;
        await using (var app = await builder.BuildAsync(Cancel))
        {
            await app.StartAsync(Cancel);
            await app.ResourceNotifications.WaitForResourceHealthyAsync("web", Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
            address = app.GetEndpoint("web", "http");
            using var client = app.CreateHttpClient("web");

            (await client.GetAsync("/", Cancel)).IsSuccessStatusCode.ShouldBeTrue();
            client.BaseAddress.ShouldBe(address);
        }

        using var direct = new HttpClient();
        await Should.ThrowAsync<HttpRequestException>(direct.GetAsync(address, Cancel));
    }

    [Fact]
    public async Task Unknown_resource_or_endpoint_is_named()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("tool", "true", ".");
        await using var app = await builder.BuildAsync(Cancel);

        Should.Throw<ArgumentException>(() => app.GetEndpoint("nobody")).Message.ShouldContain("Resource 'nobody' not found.");
        Should.Throw<ArgumentException>(() => app.GetEndpoint("tool", "grpc")).Message.ShouldContain("Endpoint 'grpc' for resource 'tool' not found.");
        await Should.ThrowAsync<ArgumentException>(async () => await app.GetConnectionStringAsync("tool", Cancel));
    }

    [Fact]
    public async Task Endpoint_before_the_start_has_no_address()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("web", "true", ".").WithHttpEndpoint();
        await using var app = await builder.BuildAsync(Cancel);

        Should.Throw<InvalidOperationException>(() => app.GetEndpoint("web")).Message.ShouldContain("no address yet");
    }
}
