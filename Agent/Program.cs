using Agent;
using Agent.Supervision;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

if (Array.Exists(args, argument => argument == "--" || argument.StartsWith("tensorflow_model_server", StringComparison.Ordinal)))
{
    await Console.Error.WriteLineAsync("This version of the agent does not start the model server itself. Start tensorflow_model_server on its own and the agent beside it, with Agent:Node set to its REST address.");
    return 1;
}

using var host = AgentHost.Build(args);
var problems = ConfigurationProblems.Find(host.Services);
foreach (var problem in problems)
{
    Log.CannotStart(host.Services.GetRequiredService<ILogger<AgentService>>(), problem);
}

if (problems.Count > 0)
{
    return 1;
}

var agent = host.Services.GetServices<IHostedService>().OfType<AgentService>().Single();
await host.RunAsync();
// A loop that failed has stopped the host, which logged why; whoever started the agent shall see it too and start it again.
return agent.ExecuteTask is { IsFaulted: true } ? 1 : 0;
