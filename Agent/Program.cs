using Agent;
using Agent.Supervision;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var command = AgentCommand.Parse(args);
if (command.AsksForHealth)
{
    return await HealthCommand.RunAsync(command.Settings, Console.Out);
}

if (command.Problem is { } mistake)
{
    await Console.Error.WriteLineAsync(mistake);
    return 1;
}

using var host = AgentHost.Build(command.Settings, command.Server);
var problems = ConfigurationProblems.Find(host.Services);
foreach (var problem in problems)
{
    Log.CannotStart(host.Services.GetRequiredService<ILogger<AgentService>>(), problem);
}

if (problems.Count > 0)
{
    return 1;
}

var services = host.Services.GetServices<IHostedService>().ToList();
var agent = services.OfType<AgentService>().Single();
var server = services.OfType<ModelServer>().SingleOrDefault();
await host.RunAsync();
// A loop that failed has stopped the host, which logged why; whoever started the agent shall see it too and start it again.
return agent.ExecuteTask is { IsFaulted: true } ? 1 : server is null ? 0 : await server.Completion;
