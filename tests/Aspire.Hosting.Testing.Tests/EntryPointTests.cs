namespace Aspire.Hosting.Testing.Tests;

/// <summary>An AppHost's entry point under a test: this assembly's own, see <see cref="TestAppHost"/>.</summary>
public sealed class EntryPointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_gives_what_the_entry_point_added_and_lets_the_test_add_more()
    {
        await using var factory = new Factory("ordinary");
        var builder = await factory.BuilderAsync(Cancel);
        builder.Resources.Select(resource => resource.Name).ShouldBe(["sleeper"]);
        builder.Configuration["Mode"].ShouldBe("ordinary");
        builder.Configuration["DcpPublisher:RandomizePorts"].ShouldBe("true");

        builder.AddExecutable("second", "sleep", ".", "60");
        await factory.StartAsync(Cancel);
        var app = await factory.BuildAsync(Cancel);
        await app.ResourceNotifications.WaitForResourceAsync("second", KnownResourceStates.Running, Cancel);
        await app.StopAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        factory.Stages.ShouldBe(["creating", "created 0", "building 1", "built"]);
    }

    [Fact]
    public async Task Entry_point_that_throws_fails_the_test_with_its_exception()
    {
        await using var factory = new Factory("throw");

        (await Should.ThrowAsync<InvalidDataException>(factory.BuilderAsync(Cancel))).Message.ShouldBe("thrown by the entry point");
    }

    [Fact]
    public async Task Entry_point_that_does_not_build_is_said_so()
    {
        await using var factory = new Factory("return");

        (await Should.ThrowAsync<InvalidOperationException>(factory.BuilderAsync(Cancel))).Message.ShouldContain("without building an application");
    }

    [Fact]
    public async Task Disposing_a_builder_that_was_never_built_ends_the_entry_point()
    {
        var factory = new Factory("ordinary");
        await factory.BuilderAsync(Cancel);

        await factory.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        TestAppHost.Running.ShouldNotContain(factory.Id);
    }

    [Fact]
    public void Type_of_an_assembly_without_entry_point_is_refused()
        => Should.Throw<InvalidOperationException>(() => new DistributedApplicationFactory(typeof(ShouldlyConfiguration))).Message.ShouldContain("has no entry point");

    private sealed class Factory : DistributedApplicationFactory
    {
        public Factory(string mode)
            : this(mode, Guid.NewGuid().ToString())
        {
        }

        private Factory(string mode, string id)
            : base(typeof(TestAppHost), [TestAppHost.Switch, "--mode", mode, "--id", id]) => Id = id;

        public string Id { get; }

        public List<string> Stages { get; } = [];

        protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, Microsoft.Extensions.Hosting.HostApplicationBuilderSettings hostOptions)
            => Stages.Add("creating");

        protected override void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder) => Stages.Add($"created {applicationBuilder.Resources.Count}");

        protected override void OnBuilding(DistributedApplicationBuilder applicationBuilder) => Stages.Add($"building {applicationBuilder.Resources.Count}");

        protected override void OnBuilt(DistributedApplication application) => Stages.Add("built");
    }
}
