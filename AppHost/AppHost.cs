using Rollcall.AppHost.Nacos;
using Rollcall.AppHost.Publishing;
using Rollcall.AppHost.Settings;
using Rollcall.AppHost.TensorFlowServing;

try
{
    var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DashboardApplicationName = "Rollcall" });
    var settings = RunSettings.From(builder);

    // The registry: where agents write which node serves which model version, and consumers read it.
    var nacos = builder.AddNacos("nacos", settings);

    // What the nodes serve: digits and ResNet-50, or the folders given with --models.
    var models = builder.AddModels(settings);

    // Plain model servers. Each has an agent beside it that tells the registry what the node can answer right now.
    foreach (var node in settings.Nodes)
    {
        builder.AddTensorFlowServing(node, settings)
            .WithModels(models)
            .WithAgent(node.Agent, nacos);
    }

    // The consumer finds models by name and spreads requests over their nodes. It needs the registry once, to learn the
    // first table; it does not wait for models, which come and go.
    builder.AddProject<Projects.ConsumerApi>("consumer-api", launchProfileName: null)
        .WithPublicEndpoint(settings)
        .WithHttpHealthCheck("/health")
        .WithRegistry(nacos)
        .WaitFor(nacos);

    // The same application as containers: a manifest for azd, a file for Docker Compose and Swarm, or a Helm chart (docs/deploy.md).
    builder.AddCompose(settings);
    builder.AddKubernetes(settings);

    await builder.Build().RunAsync();
    return Environment.ExitCode;
}
catch (Exception error) when (error is RunSettingsException or DistributedApplicationException)
{
    // Something the person who started it can mend; a stack trace would only hide the sentence.
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
