using System.Globalization;
using System.Text.Json;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary>Instances as the wire shows them.</summary>
internal static class InstanceJson
{
    private const string IdGeneratorKey = "preserved.instance.id.generator";

    public static string Id(ServiceKey service, Instance instance) => string.Create(
        CultureInfo.InvariantCulture,
        $"{instance.Endpoint.Ip}#{instance.Endpoint.Port}#{instance.Cluster}#{service.Group}@@{service.Name}");

    /// <summary>Writes a host of a list.</summary>
    public static void Write(Utf8JsonWriter writer, ServiceSnapshot service, Instance instance, bool healthy)
    {
        writer.WriteStartObject();
        writer.WriteString("instanceId", Id(service.Key, instance));
        writer.WriteString("ip", instance.Endpoint.Ip);
        writer.WriteNumber("port", instance.Endpoint.Port);
        WriteDecimal(writer, "weight", instance.Weight);
        writer.WriteBoolean("healthy", healthy);
        writer.WriteBoolean("enabled", instance.Enabled);
        writer.WriteBoolean("ephemeral", service.Ephemeral);
        writer.WriteString("clusterName", instance.Cluster);
        writer.WriteString("serviceName", service.Key.GroupedName);
        WriteMetadata(writer, instance.Metadata);
        writer.WriteNumber("instanceHeartBeatInterval", instance.Lease.Interval);
        writer.WriteNumber("instanceHeartBeatTimeOut", instance.Lease.Timeout);
        writer.WriteNumber("ipDeleteTimeout", instance.Lease.DeleteTimeout);

        // The original shows its default only while there is no metadata at all.
        if (instance.Metadata.Count == 0 || instance.Metadata.ContainsKey(IdGeneratorKey))
        {
            writer.WriteString("instanceIdGenerator", instance.Metadata.TryGetValue(IdGeneratorKey, out var generator) ? generator : "simple");
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a number as Java does, with a fraction always: typed clients tell 1.0 from 1.</summary>
    public static void WriteDecimal(Utf8JsonWriter writer, string name, double value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(WithFraction(value.ToString("R", CultureInfo.InvariantCulture)), skipInputValidation: true);
    }

    public static void WriteDecimal(Utf8JsonWriter writer, string name, float value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(WithFraction(value.ToString("R", CultureInfo.InvariantCulture)), skipInputValidation: true);
    }

    public static void WriteMetadata(Utf8JsonWriter writer, Metadata metadata)
    {
        writer.WriteStartObject("metadata");
        foreach (var (key, value) in metadata)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static string WithFraction(string digits) => digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".0";
}
