using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Embedded.Nacos.Http;

namespace Embedded.Nacos.V1;

/// <summary>The limits that the original's parameter check puts on names, addresses and metadata before a controller sees them.</summary>
internal static partial class ParameterCheck
{
    private const int LongestMetadata = 1024;

    private static readonly SearchValues<char> s_group = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_:.");
    private static readonly SearchValues<char> s_word = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_");

    /// <exception cref="RefusalException">A value is too long or has illegal characters.</exception>
    public static void Verify(NamingCall call)
    {
        var parameters = call.Parameters;
        if (parameters.Find("namespaceId") is { } space)
        {
            Verify("namespaceId/tenant", space, 64, !space.AsSpan().ContainsAnyExcept(s_word));
        }

        if (call.ServiceName is var (group, name))
        {
            Verify("serviceName", name, 512, IsServiceName(name));
            Verify("group", group, 128, !group.AsSpan().ContainsAnyExcept(s_group));
        }

        if (parameters.Find("clusters") is { } clusters)
        {
            foreach (var cluster in clusters.Split(','))
            {
                VerifyCluster(cluster);
            }
        }

        if ((parameters.Find("clusterName") ?? parameters.Find("cluster")) is { } clusterName)
        {
            VerifyCluster(clusterName);
        }

        if (parameters.Find("ip") is { } ip)
        {
            Verify("ip", ip, 128, !ip.Any(char.IsWhiteSpace));
        }

        if (parameters.Find("port") is { } port
            && !(int.TryParse(port, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= ushort.MaxValue))
        {
            throw Illegal("port", "the value should be between 0 and 65535.");
        }

        if (parameters.Find("metadata") is not null && call.Metadata.Length > LongestMetadata)
        {
            throw Illegal("Metadata", $"the param length should not exceed {LongestMetadata}.");
        }
    }

    public static void VerifyCluster(string cluster) => Verify("cluster", cluster, 64, !cluster.AsSpan().ContainsAnyExcept(s_word));

    private static void Verify(string parameter, string value, int longest, bool wellFormed)
    {
        if (value.Length > longest)
        {
            throw Illegal(parameter, $"the param length should not exceed {longest}.");
        }

        if (!wellFormed)
        {
            throw Illegal(parameter, "illegal characters should not appear in the param.");
        }
    }

    private static bool IsServiceName(string name) => name[0] != '@' && !name.Contains("@@", StringComparison.Ordinal) && !Forbidden().IsMatch(name);

    /// <summary>White space, and the ideographs that the original rules out.</summary>
    [GeneratedRegex(@"[\s\u4E00-\u9FA5]", RegexOptions.CultureInvariant)]
    private static partial Regex Forbidden();

    private static RefusalException Illegal(string parameter, string why) =>
        new(StatusCodes.Status400BadRequest, $"Param '{parameter}' is illegal, {why}", RefusalForm.Bare);
}
