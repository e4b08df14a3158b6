using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Orchestration;

/// <summary>Placeholders in variables and arguments whose value differs from replica to replica.</summary>
internal static partial class ReplicaTemplates
{
    public const string InstanceId = """{{- index .Annotations "otel-service-instance-id" -}}""";

    public static string PortFor(string endpointName) => $$$"""{{- portForServing "{{{endpointName}}}" -}}""";

    public static string Fill(string text, string instanceId, IReadOnlyDictionary<string, int> targetPorts)
    {
        if (!text.Contains("{{-", StringComparison.Ordinal))
        {
            return text;
        }

        return PortPattern().Replace(text.Replace(InstanceId, instanceId, StringComparison.Ordinal), match =>
            targetPorts.TryGetValue(match.Groups[1].Value, out var port) ? port.ToString(CultureInfo.InvariantCulture) : match.Value);
    }

    [GeneratedRegex("""\{\{- portForServing "([^"]+)" -\}\}""")]
    private static partial Regex PortPattern();
}
