using System.Text.Json;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary>The switches by their names on the wire.</summary>
internal static class SwitchesJson
{
    public static string Spell(ServerStatus status) => status switch
    {
        ServerStatus.WriteOnly => "WRITE_ONLY",
        ServerStatus.ReadOnly => "READ_ONLY",
        _ => status.ToString().ToUpperInvariant(),
    };

    /// <summary>Sets one; a name that has no effect here is taken in silence, as the original takes any name.</summary>
    /// <exception cref="RefusalException">The value is not readable.</exception>
    public static void Set(Switches switches, string entry, string value)
    {
        switch (entry)
        {
            case "clientBeatInterval":
                switches.ClientBeatInterval = RequestParameters.Integer(value);
                break;
            case "pushCacheMillis" or "defaultPushCacheMillis":
                switches.PushCacheMillis = RequestParameters.Integer(value);
                break;
            case "defaultCacheMillis":
                switches.DefaultCacheMillis = RequestParameters.Integer(value);
                break;
            case "lightBeatEnabled":
                switches.LightBeatEnabled = RequestParameters.IsTrue(value);
                break;
            case "check" or "healthCheckEnabled":
                switches.HealthCheckEnabled = RequestParameters.IsTrue(value);
                break;
            case "defaultInstanceEphemeral":
                switches.DefaultInstanceEphemeral = RequestParameters.IsTrue(value);
                break;
            case "overriddenServerStatus":
                switches.OverriddenStatus = value == "NULL" ? null : ReadStatus(value);
                break;
            default:
                break;
        }
    }

    public static void Write(Utf8JsonWriter writer, Switches switches)
    {
        writer.WriteStartObject();
        writer.WriteNull("masters");
        WriteEmpty(writer, "adWeightMap");
        writer.WriteNumber("defaultPushCacheMillis", switches.PushCacheMillis);
        writer.WriteNumber("clientBeatInterval", switches.ClientBeatInterval);
        writer.WriteNumber("defaultCacheMillis", switches.DefaultCacheMillis);
        writer.WriteNumber("distroThreshold", 0.7);
        writer.WriteBoolean("healthCheckEnabled", switches.HealthCheckEnabled);
        writer.WriteBoolean("autoChangeHealthCheckEnabled", true);
        writer.WriteBoolean("distroEnabled", true);
        writer.WriteBoolean("enableStandalone", true);
        writer.WriteBoolean("pushEnabled", true);
        writer.WriteNumber("checkTimes", 3);
        WriteCheck(writer, "httpHealthParams", 5000, 500, 0.85);
        WriteCheck(writer, "tcpHealthParams", 5000, 1000, 0.75);
        WriteCheck(writer, "mysqlHealthParams", 3000, 2000, 0.65);
        WriteNone(writer, "incrementalList");
        writer.WriteNumber("serverStatusSynchronizationPeriodMillis", 2000);
        writer.WriteNumber("serviceStatusSynchronizationPeriodMillis", 5000);
        writer.WriteBoolean("disableAddIP", false);
        writer.WriteBoolean("sendBeatOnly", false);
        writer.WriteBoolean("lightBeatEnabled", switches.LightBeatEnabled);
        WriteEmpty(writer, "limitedUrlMap");
        writer.WriteNumber("distroServerExpiredMillis", 10000);
        writer.WriteString("pushGoVersion", "0.1.0");
        writer.WriteString("pushJavaVersion", "0.1.0");
        writer.WriteString("pushPythonVersion", "0.4.3");
        writer.WriteString("pushCVersion", "1.0.12");
        writer.WriteString("pushCSharpVersion", "0.9.0");
        writer.WriteBoolean("enableAuthentication", false);
        writer.WriteString("overriddenServerStatus", switches.OverriddenStatus is { } status ? Spell(status) : null);
        writer.WriteBoolean("defaultInstanceEphemeral", switches.DefaultInstanceEphemeral);
        WriteNone(writer, "healthCheckWhiteList");
        writer.WriteString("name", "00-00---000-NACOS_SWITCH_DOMAIN-000---00-00");
        writer.WriteNull("checksum");
        writer.WriteEndObject();
    }

    private static ServerStatus ReadStatus(string value) =>
        Enum.GetValues<ServerStatus>().Cast<ServerStatus?>().FirstOrDefault(status => Spell(status!.Value) == value)
        ?? throw RefusalException.BadRequest($"'{value}' is not a server status; use UP, DOWN, STARTING, PAUSED, READ_ONLY, WRITE_ONLY, or NULL to end the override");

    private static void WriteCheck(Utf8JsonWriter writer, string name, int max, int min, double factor)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("max", max);
        writer.WriteNumber("min", min);
        writer.WriteNumber("factor", factor);
        writer.WriteEndObject();
    }

    private static void WriteEmpty(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject(name);
        writer.WriteEndObject();
    }

    private static void WriteNone(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartArray(name);
        writer.WriteEndArray();
    }
}
