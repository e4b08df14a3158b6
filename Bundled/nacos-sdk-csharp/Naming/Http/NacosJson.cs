using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Nacos.V2.Naming.Dtos;

namespace Nacos.V2.Naming.Http;

/// <summary>
/// The JSON of the v1 API, read leniently: fields that versions add or leave out, nulls, and numbers written as strings do no harm. Token by
/// token, since <see cref="JsonSerializer"/> takes more memory for five small types than all the rest of this client.
/// </summary>
internal static class NacosJson
{
    private delegate void FieldReader<T>(T into, string name, ref Utf8JsonReader value);

    public static ServiceInfo? ServiceInfo(ReadOnlySpan<byte> json) => Read(json, new ServiceInfo(), ReadField);

    public static ServiceListAnswer? ServiceList(ReadOnlySpan<byte> json) => Read(json, new ServiceListAnswer(), ReadField);

    public static LoginAnswer? Login(ReadOnlySpan<byte> json) => Read(json, new LoginAnswer(), ReadField);

    public static BeatAnswer? Beat(ReadOnlySpan<byte> json) => Read(json, new BeatAnswer(), ReadField);

    public static MetricsAnswer? Metrics(ReadOnlySpan<byte> json) => Read(json, new MetricsAnswer(), ReadField);

    public static string Write(Dictionary<string, string> metadata)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in metadata)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <exception cref="JsonException">The text is not JSON, or a field has another type.</exception>
    private static T? Read<T>(ReadOnlySpan<byte> json, T into, FieldReader<T> field)
        where T : class
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            var isNull = reader.TokenType == JsonTokenType.Null;
            if (!isNull)
            {
                ReadObject(ref reader, into, field);
            }

            // Throws when something follows.
            reader.Read();
            return isNull ? null : into;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or OverflowException)
        {
            throw new JsonException(error.Message, error);
        }
    }

    private static T ReadObject<T>(ref Utf8JsonReader reader, T into, FieldReader<T> field)
    {
        Expect(reader.TokenType, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                field(into, name, ref reader);
            }
        }

        return into;
    }

    private static void ReadField(ServiceInfo into, string name, ref Utf8JsonReader value)
    {
        switch (name)
        {
            case "name":
                into.Name = value.GetString();
                break;
            case "groupName":
                into.GroupName = value.GetString();
                break;
            case "clusters":
                into.Clusters = value.GetString();
                break;
            case "cacheMillis":
                into.CacheMillis = Integer(ref value);
                break;
            case "lastRefTime":
                into.LastRefTime = Integer(ref value);
                break;
            case "checksum":
                into.Checksum = value.GetString();
                break;
            case "allIPs":
                into.AllIPs = value.GetBoolean();
                break;
            case "hosts":
                Expect(value.TokenType, JsonTokenType.StartArray);
                while (value.Read() && value.TokenType != JsonTokenType.EndArray)
                {
                    into.Hosts.Add(ReadObject(ref value, new Instance(), ReadField));
                }

                break;
            default:
                value.Skip();
                break;
        }
    }

    private static void ReadField(Instance into, string name, ref Utf8JsonReader value)
    {
        switch (name)
        {
            case "instanceId":
                into.InstanceId = value.GetString();
                break;
            case "ip":
                into.Ip = value.GetString();
                break;
            case "port":
                into.Port = checked((int)Integer(ref value));
                break;
            case "weight":
                into.Weight = value.TokenType == JsonTokenType.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble();
                break;
            case "healthy":
                into.Healthy = value.GetBoolean();
                break;
            case "enabled":
                into.Enabled = value.GetBoolean();
                break;
            case "ephemeral":
                into.Ephemeral = value.GetBoolean();
                break;
            case "clusterName":
                into.ClusterName = value.GetString();
                break;
            case "serviceName":
                into.ServiceName = value.GetString();
                break;
            case "metadata":
                ReadObject(ref value, into.Metadata, static (Dictionary<string, string> metadata, string key, ref Utf8JsonReader text) => metadata[key] = text.GetString()!);
                break;
            default:
                value.Skip();
                break;
        }
    }

    private static void ReadField(ServiceListAnswer into, string name, ref Utf8JsonReader value)
    {
        switch (name)
        {
            case "count":
                into.Count = checked((int)Integer(ref value));
                break;
            case "doms":
                Expect(value.TokenType, JsonTokenType.StartArray);
                while (value.Read() && value.TokenType != JsonTokenType.EndArray)
                {
                    into.Names.Add(value.GetString()!);
                }

                break;
            default:
                value.Skip();
                break;
        }
    }

    private static void ReadField(LoginAnswer into, string name, ref Utf8JsonReader value)
    {
        switch (name)
        {
            case "accessToken":
                into.AccessToken = value.GetString();
                break;
            case "tokenTtl":
                into.TimeToLive = Integer(ref value);
                break;
            default:
                value.Skip();
                break;
        }
    }

    private static void ReadField(BeatAnswer into, string name, ref Utf8JsonReader value)
    {
        switch (name)
        {
            case "code":
                into.Code = checked((int)Integer(ref value));
                break;
            case "clientBeatInterval":
                into.Interval = Integer(ref value);
                break;
            default:
                value.Skip();
                break;
        }
    }

    private static void ReadField(MetricsAnswer into, string name, ref Utf8JsonReader value)
    {
        switch (name)
        {
            case "status":
                into.Status = value.GetString();
                break;
            default:
                value.Skip();
                break;
        }
    }

    private static long Integer(ref Utf8JsonReader value)
        => value.TokenType == JsonTokenType.String ? long.Parse(value.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : value.GetInt64();

    private static void Expect(JsonTokenType found, JsonTokenType expected)
    {
        if (found != expected)
        {
            throw new JsonException($"{found} where {expected} was expected");
        }
    }
}

internal sealed class ServiceListAnswer
{
    public int Count { get; set; }

    public List<string> Names { get; } = [];
}

internal sealed class LoginAnswer
{
    /// <summary>Token to send as parameter <c>accessToken</c>.</summary>
    public string? AccessToken { get; set; }

    /// <summary>Seconds the token is valid.</summary>
    public long TimeToLive { get; set; }
}

internal sealed class BeatAnswer
{
    /// <summary>10200 (known) or 20404 (register again).</summary>
    public int Code { get; set; }

    /// <summary>Milliseconds to the next beat, as the server wants it.</summary>
    public long Interval { get; set; }
}

internal sealed class MetricsAnswer
{
    public string? Status { get; set; }
}
