namespace Aspire.Hosting.Kubernetes.Tests;

/// <summary>An application that is published as a chart into a folder of its own.</summary>
internal sealed class Chart : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aspire-chart-");

    public Chart(params string[] arguments)
    {
        Builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = ["--operation", "publish", "--output-path", Folder, .. arguments], DisableDashboard = true, ProjectDirectory = AppContext.BaseDirectory });
        Builder.AddKubernetesEnvironment("Cluster").WithDashboard(false);
    }

    public IDistributedApplicationBuilder Builder { get; }

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    public async Task<Chart> PublishAsync()
    {
        await using var application = Builder.Build();
        await application.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    public string Read(params string[] path) => File.ReadAllText(At(path));

    public string At(params string[] path) => Path.Combine([Folder, .. path]);
}
