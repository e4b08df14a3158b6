using Agent.Addressing;
using Agent.Polling;
using Agent.Registration;
using Agent.Supervision;
using Agent.Supervision.Processes;
using Agent.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Registry.Bridge;

namespace Agent;

/// <summary>Puts the agent together.</summary>
internal static class AgentHost
{
    /// <summary>Longest time from SIGTERM to exit; the drain ends before it.</summary>
    private static readonly TimeSpan s_shutdownLimit = TimeSpan.FromSeconds(5);

    /// <param name="args">Settings on the command line.</param>
    /// <param name="server">The model server's command in supervisor mode.</param>
    public static IHost Build(string[] args, ServerCommand? server = null)
    {
        // Without the defaults: no file watchers, no appsettings, no event sources; the agent is configured by its environment and command line.
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = "Agent" });
        builder.Configuration.AddInMemoryCollection(server?.Settings()).AddEnvironmentVariables().AddCommandLine(args);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_shutdownLimit);
        // Not the rest of the service defaults: the agent serves nothing, and its clients must not retry on their own.
        builder.ConfigureOpenTelemetry();
        builder.AddNacosRegistry();
        builder.Services.AddSingleton<IValidateOptions<AgentOptions>, AgentOptionsValidator>();
        builder.Services.AddOptions<AgentOptions>().Bind(builder.Configuration.GetSection(AgentOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<AgentOptions>>().Value);
        builder.Services.AddSingleton<IRoutes, Routes>();
        builder.Services.AddSingleton<NodeLocator>();
        builder.Services.AddSingleton(services => new AgentMetrics(services.GetRequiredService<NodeLocator>()));
        builder.Services.AddSingleton<INodeClient>(services => new NodeClient(services.GetRequiredService<AgentOptions>().Node!, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<NodePoller>();
        builder.Services.AddSingleton<ModelRegistrar>();
        builder.Services.AddSingleton<FirstAdministrator>();
        builder.Services.AddSingleton<RegistrySession>();
        if (server is not null)
        {
            Supervise(builder.Services, server);
        }

        builder.Services.AddHostedService<AgentService>();
        return builder.Build();
    }

    /// <summary>Before the agent's own service, so that the server is started before it and stopped after it.</summary>
    private static void Supervise(IServiceCollection services, ServerCommand server)
    {
        services.AddSingleton(server);
        services.AddSingleton<NodeEnded>();
        services.AddSingleton<RestartPolicy>();
        services.AddSingleton<IServerProcess, ServerProcess>();
        services.AddHostedService<ModelServer>();
        // What it has to wait for has limits of its own.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
    }
}
