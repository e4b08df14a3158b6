using System.Buffers;
using Agent.Addressing;
using Agent.Supervision;
using Microsoft.Extensions.Options;
using Registry.Bridge;

namespace Agent;

/// <summary>One sentence for each mistake in the configuration.</summary>
internal sealed class AgentOptionsValidator : IValidateOptions<AgentOptions>
{
    private static readonly SearchValues<char> s_clusterCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>Longer than any request; timers cannot take much more.</summary>
    private static readonly TimeSpan s_longestStop = TimeSpan.FromHours(1);

    private static readonly SearchValues<char> s_labelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AgentOptions options)
    {
        var failures = new List<string>();
        Check(options.Node is { IsAbsoluteUri: true, Scheme: "http" or "https" },
            $"Agent:Node is '{options.Node}'; it has to be the node's REST address, for example http://localhost:8501.");
        Check(options.Advertise is null || AdvertisedAddress.TryParse(options.Advertise, out _),
            $"Agent:Advertise is '{options.Advertise}'; it has to be the host and port that consumers reach the node at, for example 10.0.0.5:8501 or node-1:8501.");
        Check(options.GrpcPort is null or (> 0 and <= 65535),
            $"Agent:GrpcPort is {options.GrpcPort}; a port is a number from 1 to 65535. Leave it out when the node has no gRPC port.");
        // Nacos 2.1.1 and later refuse other cluster names on registration.
        Check(options.Cluster.Length is > 0 and <= 64 && !options.Cluster.AsSpan().ContainsAnyExcept(s_clusterCharacters),
            $"Agent:Cluster is '{options.Cluster}'; a cluster's name has letters, digits and hyphens only, 64 at most.");
        Check(options.PollInterval >= TimeSpan.FromMilliseconds(100) && options.PollInterval <= TimeSpan.FromHours(1),
            $"Agent:PollInterval is {options.PollInterval}; it has to be from 0.1 s to one hour, for example 00:00:01.");
        Check(options.UnreachableAfter > TimeSpan.Zero,
            $"Agent:UnreachableAfter is {options.UnreachableAfter}; it has to be positive, for example 00:00:15.");
        foreach (var model in options.Models)
        {
            Check(ModelIdentity.TryValidate(model, out var problem), $"Agent:Models: {problem}");
        }

        foreach (var label in options.Labels)
        {
            Check(label.Length > 0 && !label.AsSpan().ContainsAnyExcept(s_labelCharacters),
                $"Agent:Labels holds '{label}'; a label that consumers can ask for has letters, digits, hyphens and underscores only.");
        }

        Check(options.DrainPeriod >= TimeSpan.Zero && options.DrainPeriod <= s_longestStop,
            $"Agent:DrainPeriod is {options.DrainPeriod}; it has to be from 0 s to one hour, for example 00:00:03.");
        Check(options.StopTimeout > TimeSpan.Zero && options.StopTimeout <= s_longestStop,
            $"Agent:StopTimeout is {options.StopTimeout}; it has to be positive and at most one hour, for example 00:00:05.");
        Check(options.Probe is null || HealthProbe.TryParse(options.Probe, out _),
            $"Agent:Probe is '{options.Probe}'; it has to be the path and the body of a request, for example /v1/models/m:predict {{\"instances\":[1.0]}}, or the path and @file.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool ok, string sentence)
        {
            if (!ok)
            {
                failures.Add(sentence);
            }
        }
    }
}
