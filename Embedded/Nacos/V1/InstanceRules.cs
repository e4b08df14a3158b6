using System.Buffers;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary>What an instance must satisfy to be registered or updated.</summary>
internal static class InstanceRules
{
    private static readonly SearchValues<char> s_cluster = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");

    /// <exception cref="RefusalException">It is not between 0 and 10,000.</exception>
    public static double Weight(double weight) => weight is >= 0 and <= Instance.MaximumWeight
        ? weight
        : throw RefusalException.BadRequest("instance format invalid: The weights range from 0.0 to 10000.0");

    /// <exception cref="RefusalException">The lease terms contradict each other, or the cluster name has illegal characters.</exception>
    public static Instance Verify(Instance instance)
    {
        if (!instance.Lease.IsLegal)
        {
            throw RefusalException.BadRequest("Instance 'heart beat interval' must less than 'heart beat timeout' and 'ip delete timeout'.");
        }

        return instance.Cluster.AsSpan().ContainsAnyExcept(s_cluster)
            ? throw RefusalException.BadRequest($"Instance 'clusterName' should be characters with only 0-9a-zA-Z-. (current: {instance.Cluster})")
            : instance;
    }
}
