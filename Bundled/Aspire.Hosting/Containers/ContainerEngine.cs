using System.Text;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Containers;

/// <summary>The container engine, reached by its command line as a user would: <c>docker</c>, or <c>podman</c>.</summary>
internal sealed class ContainerEngine(ProcessLauncher launcher, IConfiguration configuration)
{
    private const string Docker = "docker";
    private const string Podman = "podman";

    /// <summary>The official names of the setting, the newer first.</summary>
    private static readonly string[] s_settings = ["ASPIRE_CONTAINER_RUNTIME", "DOTNET_ASPIRE_CONTAINER_RUNTIME", "DcpPublisher:ContainerRuntime"];

    private readonly Dictionary<string, string> _environment = InheritedEnvironment.Copy();

    /// <summary>The program: what is configured, else Docker, else Podman where only that is installed.</summary>
    public string Program => field ??= s_settings.Select(name => configuration[name]).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))
        ?? (Find(Docker) is null && Find(Podman) is not null ? Podman : Docker);

    /// <summary>Makes sure that the program is there and the engine answers.</summary>
    /// <exception cref="DistributedApplicationException">One of them is not so.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (Find(Program) is null)
        {
            throw new DistributedApplicationException(EngineMessages.ProgramMissing(Program));
        }

        var answer = await RunAsync(["version", "--format", "{{.Server.Version}}"], cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            throw new DistributedApplicationException(EngineMessages.EngineSilent(Program, answer.Error));
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public async Task<EngineAnswer> RunAsync(IReadOnlyList<string> arguments, Action<string, bool>? output = null, IReadOnlyDictionary<string, string>? variables = null, CancellationToken cancellationToken = default)
    {
        var gate = new Lock();
        var (written, errors) = (new StringBuilder(), new StringBuilder());
        var process = Start(arguments, (line, isError) =>
        {
            lock (gate)
            {
                (isError ? errors : written).Append(line).Append('\n');
            }

            output?.Invoke(line, isError);
        }, variables);
        await using var kill = cancellationToken.Register(process.Kill).ConfigureAwait(false);
        var exitCode = await process.Exited.ConfigureAwait(false);
        await process.OutputClosed.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new(exitCode, written.ToString().Trim(), errors.ToString().Trim());
    }

    /// <summary>Starts a command that stays.</summary>
    public IChildProcess Start(IReadOnlyList<string> arguments, Action<string, bool> output, IReadOnlyDictionary<string, string>? variables = null)
    {
        var environment = _environment;
        if (variables is { Count: > 0 })
        {
            environment = new(_environment, _environment.Comparer);
            foreach (var (name, value) in variables)
            {
                environment[name] = value;
            }
        }

        return launcher.Start(new()
        {
            FileName = Find(Program) ?? throw new ContainerException(EngineMessages.ProgramMissing(Program)),
            Arguments = arguments,
            WorkingDirectory = Environment.CurrentDirectory,
            Environment = environment,
            Output = output,
        });
    }

    private string? Find(string program)
    {
        try
        {
            return ExecutableFinder.Find(program, Environment.CurrentDirectory, _environment.GetValueOrDefault("PATH"));
        }
        catch (ProcessStartException)
        {
            return null;
        }
    }
}
