using Rollcall.AppHost.Nacos;
using Rollcall.AppHost.Settings;
using Rollcall.AppHost.TensorFlowServing;

try
{
    var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DashboardApplicationName = "Rollcall" });
    var settings = RunSettings.From(builder);

    // The registry: where agents write which node serves which model version, and consumers read it.
    var nacos = builder.AddNacos("nacos", settings.Ports.Nacos);

    // What the nodes serve: digits and ResNet-50, or the folders given with --models.
    var models = builder.AddModels(settings);

    // Three plain model servers. Each has an agent beside it that tells the registry what the node can answer right now.
    for (var number = 1; number <= settings.Ports.Nodes.Count; number++)
    {
        builder.AddTensorFlowServing($"node-{number}", settings.Ports.Node(number), settings.CpuQuota)
            .WithModels(models)
            .WithAgent($"agent-{number}", nacos);
    }

    // The consumer finds models by name and spreads requests over their nodes. It needs the registry once, to learn the
    // first table; it does not wait for models, which come and go.
    builder.AddProject<Projects.ConsumerApi>("consumer-api", launchProfileName: null)
        .WithHttpEndpoint(port: settings.Ports.Consumer, name: "http", isProxied: false)
        .WithExternalHttpEndpoints()
        .WithHttpHealthCheck("/health")
        .WithReference(nacos)
        .WaitFor(nacos);

    await builder.Build().RunAsync();
    return 0;
}
catch (RunSettingsException error)
{
    // Something the person who started it can mend; a stack trace would only hide the sentence.
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
