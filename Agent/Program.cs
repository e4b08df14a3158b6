using Agent;
using Agent.Supervision;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

if (Array.Exists(args, argument => argument == "--" || argument.StartsWith("tensorflow_model_server", StringComparison.Ordinal)))
{
    await Console.Error.WriteLineAsync("This version of the agent does not start the model server itself. Start tensorflow_model_server on its own and the agent beside it, with Agent:Node set to its REST address.");
    return 1;
}

using var host = AgentHost.Build(args);
try
{
    await host.RunAsync();
    return 0;
}
catch (Exception e) when (e is OptionsValidationException or InvalidOperationException { InnerException: FormatException or ArgumentException })
{
    // The second is a value that its type cannot hold (Agent:PollInterval=soon); the message names key and value.
    var logger = host.Services.GetRequiredService<ILogger<AgentService>>();
    foreach (var problem in e is OptionsValidationException invalid ? invalid.Failures : [e.Message])
    {
        Log.CannotStart(logger, problem);
    }

    return 1;
}
