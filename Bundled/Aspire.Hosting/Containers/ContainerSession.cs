using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Containers;

/// <summary>What a run has in the engine: one network for its containers, and a label on everything, by which it is cleaned away.</summary>
internal sealed partial class ContainerSession(ContainerEngine engine, ILogger<ContainerSession> logger) : IDisposable
{
    private const string SuffixLetters = "abcdefghijklmnopqrstuvwxyz";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private ContainerNetwork? _network;

    /// <summary>Name of this run.</summary>
    public string Id { get; } = RandomNumberGenerator.GetString(SuffixLetters, 8);

    /// <summary>The labels of everything of this run.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels => [new(ContainerLabels.Session, Id), new(ContainerLabels.Owner, ContainerLabels.ThisOwner)];

    /// <summary>The network that the containers share; made by the first of them.</summary>
    /// <exception cref="ContainerException">The engine refuses.</exception>
    public async Task<ContainerNetwork> NetworkAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_network is null)
            {
                await RemoveAbandonedAsync().ConfigureAwait(false);
                var name = $"aspire-session-network-{Id}";
                var answer = await engine.RunAsync(EngineCommands.CreateNetwork(name, Labels), cancellationToken: CancellationToken.None).ConfigureAwait(false);
                _network = answer.Succeeded ? new(name, await GatewayAsync(name).ConfigureAwait(false)) : throw new ContainerException(EngineMessages.NetworkFailed(answer.Error));
            }

            return _network;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Removes everything of this run.</summary>
    public async Task CleanUpAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_network is not null)
            {
                _network = null;
                await RemoveAsync($"{ContainerLabels.Session}={Id}").ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Removes what runs have left behind that were ended too hard to do it themselves.</summary>
    private async Task RemoveAbandonedAsync()
    {
        string[] format = ["--filter", $"label={ContainerLabels.Owner}", "--format", $$$"""{{.Label "{{{ContainerLabels.Owner}}}"}}"""];
        var containers = await engine.RunAsync(["ps", "--all", .. format]).ConfigureAwait(false);
        var networks = await engine.RunAsync(["network", "ls", .. format]).ConfigureAwait(false);
        foreach (var owner in Lines(containers).Concat(Lines(networks)).Distinct().Where(owner => !ContainerLabels.IsAlive(owner)))
        {
            LogAbandoned(logger, owner);
            await RemoveAsync($"{ContainerLabels.Owner}={owner}").ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(string label)
    {
        if (Lines(await engine.RunAsync(["ps", "--all", "--quiet", "--filter", $"label={label}"]).ConfigureAwait(false)) is { Length: > 0 } containers)
        {
            Tell(await engine.RunAsync(EngineCommands.Remove(containers)).ConfigureAwait(false));
        }

        if (Lines(await engine.RunAsync(["network", "ls", "--quiet", "--filter", $"label={label}"]).ConfigureAwait(false)) is { Length: > 0 } networks)
        {
            Tell(await engine.RunAsync(["network", "rm", .. networks]).ConfigureAwait(false));
        }
    }

    private async Task<string?> GatewayAsync(string network)
    {
        var answer = await engine.RunAsync(["network", "inspect", "--format", "{{range .IPAM.Config}}{{.Gateway}} {{end}}", network]).ConfigureAwait(false);
        return answer.Succeeded ? answer.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() : null;
    }

    private static string[] Lines(EngineAnswer answer)
        => answer.Succeeded ? answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    private void Tell(EngineAnswer answer)
    {
        if (!answer.Succeeded)
        {
            LogNotRemoved(logger, answer.Error);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Removing what the run of process {Owner} has left in the container engine.")]
    private static partial void LogAbandoned(ILogger logger, string owner);

    [LoggerMessage(2, LogLevel.Warning, "Something of this run is left in the container engine: {Reason}")]
    private static partial void LogNotRemoved(ILogger logger, string reason);
}
