using System.Globalization;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;
using Embedded.Nacos.Settings;

namespace Embedded.Nacos.V1;

/// <summary><c>/operator</c> (alias <c>/ops</c>) and <c>/health</c>: the server about itself.</summary>
internal sealed class OperatorHandlers(ServiceRegistry registry, Switches switches, NacosSettings settings) : INamingHandlers
{
    public void Map(Action<string, string, Func<NamingCall, Reply>> map)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["/operator", "/ops"])
        {
            map("GET", prefix + "/metrics", Metrics);
            map("GET", prefix + "/switches", _ => Reply.Json(switches, SwitchesJson.Write));
            map("PUT", prefix + "/switches", SetSwitch);
        }

        map("GET", "/health/server", HealthServer);
        map("GET", "/health/checkers", _ => HealthCheckers());
        map("PUT", "/health", SetHealth);
        map("PUT", "/health/instance", SetHealth);
    }

    private Reply Metrics(NamingCall call)
    {
        var status = SwitchesJson.Spell(switches.Status);
        if (call.Parameters.Flag("onlyStatus", true))
        {
            return Reply.Json(status, static (writer, status) =>
            {
                writer.WriteStartObject();
                writer.WriteString("status", status);
                writer.WriteEndObject();
            });
        }

        var services = registry.Services;
        var instances = services.SelectMany(service => registry.Snapshot(service).Instances).Select(static instance => instance.Endpoint).ToList();
        var clients = instances.Distinct().Count();
        var cpu = Environment.CpuUsage.TotalTime.TotalMilliseconds / (Math.Max(registry.Now, 1) * Environment.ProcessorCount);
        return Reply.Json((status, services: services.Count, instances: instances.Count, clients, cpu), static (writer, metrics) =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", metrics.status);
            writer.WriteNumber("serviceCount", metrics.services);
            writer.WriteNumber("instanceCount", metrics.instances);
            writer.WriteNumber("subscribeCount", 0);
            writer.WriteNumber("responsibleInstanceCount", metrics.instances);
            writer.WriteNumber("clientCount", metrics.clients);
            writer.WriteNumber("connectionBasedClientCount", 0);
            writer.WriteNumber("ephemeralIpPortClientCount", metrics.clients);
            writer.WriteNumber("persistentIpPortClientCount", 0);
            writer.WriteNumber("responsibleClientCount", metrics.clients);
            InstanceJson.WriteDecimal(writer, "cpu", Math.Min(metrics.cpu, 1));
            InstanceJson.WriteDecimal(writer, "load", LoadAverage());
            InstanceJson.WriteDecimal(writer, "mem", (double)Environment.WorkingSet / GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
            writer.WriteEndObject();
        });
    }

    /// <summary>The machine's load over the last minute; negative where it is not known, as in the original.</summary>
    private static double LoadAverage()
    {
        const string Source = "/proc/loadavg";
        return File.Exists(Source) && double.TryParse(File.ReadAllText(Source).Split(' ')[0], CultureInfo.InvariantCulture, out var load) ? load : -1;
    }

    private Reply SetSwitch(NamingCall call)
    {
        var entry = call.Parameters.Find("entry") ?? throw RefusalException.Missing("entry");
        var value = call.Parameters.Find("value") ?? throw RefusalException.Missing("value");
        SwitchesJson.Set(switches, entry, value);
        return Reply.Ok;
    }

    private Reply HealthServer(NamingCall call) => Reply.Json((Services: registry.Services.Count, settings.Port), static (writer, server) =>
    {
        writer.WriteStartObject();
        writer.WriteString("msg", $"Hello! I am Nacos-Naming and healthy! total services: {server.Services}, local port:{server.Port}");
        writer.WriteEndObject();
    });

    private static Reply HealthCheckers() => Reply.Json("""{"TCP":{},"HTTP":{"path":"","headers":"","expectedResponseCode":200},"MYSQL":{"user":null,"pwd":null,"cmd":null},"NONE":{}}"""u8.ToArray());

    /// <summary>Health is the beats' business here; only persistent instances without a checker could be set by hand.</summary>
    private static Reply SetHealth(NamingCall call)
    {
        var service = call.Service;
        _ = call.Endpoint;
        _ = call.Parameters.Find("healthy") ?? call.Parameters.Find("valid") ?? throw RefusalException.BadRequest("Param 'healthy' is required.");
        throw RefusalException.BadRequest($"health check is still working, service: {service.GroupedName}, cluster: {call.Cluster}");
    }
}
