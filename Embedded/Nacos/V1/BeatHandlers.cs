using System.Globalization;
using System.Text;
using System.Text.Json;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary><c>/instance/beat</c>: a sign of life, light (the address alone) or full (with enough to register).</summary>
internal sealed class BeatHandlers(ServiceRegistry registry, Switches switches) : INamingHandlers
{
    private const int Renewed = 10200;
    private const int Unknown = 20404;

    private static readonly byte[] s_renewed = Render(LeaseTerms.Default.Interval, Renewed, light: true);

    public void Map(Action<string, string, Func<NamingCall, Reply>> map) => map("PUT", "/instance/beat", Beat);

    private static byte[] Render(long interval, int code, bool light) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $$"""{"clientBeatInterval":{{interval}},"code":{{code}},"lightBeatEnabled":{{(light ? "true" : "false")}}}"""));

    private Reply Beat(NamingCall call)
    {
        var parameters = call.Parameters;
        var beat = parameters.Find("beat") is { } text ? FullBeat.Parse(text) : null;
        var service = call.Service;
        var endpoint = beat?.Endpoint ?? new Endpoint(parameters.Optional("ip", ""), RequestParameters.Integer(parameters.Optional("port", "0")));
        var outcome = registry.Beat(service, endpoint, out var interval);
        if (outcome == BeatOutcome.Unknown)
        {
            if (beat is null)
            {
                return Reply.Json(Render(switches.ClientBeatInterval, Unknown, switches.LightBeatEnabled));
            }

            var instance = beat.ToInstance(call.Parameters.Optional("clusterName", Instance.DefaultCluster));
            if (registry.Register(service, instance) == RegisterOutcome.PersistentService)
            {
                throw InstanceHandlers.PersistentService(service);
            }

            interval = instance.Metadata.ContainsKey(LeaseTerms.IntervalKey) ? instance.Lease.Interval : 0;
        }

        if (interval == 0)
        {
            interval = switches.ClientBeatInterval;
        }

        return interval == LeaseTerms.Default.Interval && switches.LightBeatEnabled
            ? Reply.Json(s_renewed)
            : Reply.Json(Render(interval, Renewed, switches.LightBeatEnabled));
    }

    /// <summary>What a full beat says; what else clients put into it is of no use here.</summary>
    private sealed record FullBeat(Endpoint Endpoint, string? Cluster, double Weight, Metadata Metadata)
    {
        public static FullBeat Parse(string text)
        {
            try
            {
                using var document = JsonDocument.Parse(text);
                var root = document.RootElement;
                return new FullBeat(
                    new Endpoint(Text(root, "ip") ?? "", root.TryGetProperty("port", out var port) ? port.GetInt32() : 0),
                    Text(root, "cluster"),
                    root.TryGetProperty("weight", out var weight) && weight.ValueKind == JsonValueKind.Number ? weight.GetDouble() : 0,
                    root.TryGetProperty("metadata", out var metadata) ? MetadataText.Read(metadata) ?? Metadata.Empty : Metadata.Empty);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
            {
                throw new RefusalException(
                    StatusCodes.Status500InternalServerError, $"Server failed, caused: the beat is not readable: {exception.Message}", RefusalForm.Document);
            }
        }

        public Instance ToInstance(string cluster) => InstanceRules.Verify(new Instance(
            Endpoint, string.IsNullOrWhiteSpace(Cluster) ? cluster : Cluster, InstanceRules.Weight(Weight), enabled: true, healthy: true, Metadata));

        private static string? Text(JsonElement root, string name) =>
            root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
