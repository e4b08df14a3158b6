using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Rollcall.Tests;

/// <summary>
/// A naming server with the v1 HTTP calls that a client makes. Nothing expires; beats of unknown instances are answered 20404. As in Nacos a
/// service stays listed after its last instance has left.
/// </summary>
internal sealed class FakeNacos : FakeServer
{
    private readonly ConcurrentDictionary<(string Group, string Service, string Ip, int Port), FakeInstance> _instances = new();
    private readonly ConcurrentDictionary<(string Group, string Service), bool> _services = new();

    /// <summary>Method, path and parameters of each request.</summary>
    public ConcurrentQueue<(string Method, string Path, IReadOnlyDictionary<string, string> Query)> Requests { get; } = new();

    /// <summary>True: lists show disabled instances too, as no Nacos does.</summary>
    public bool ListsDisabled { get; set; }

    /// <summary>Status of every answer when not 200.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Whether callers have to log in; there is no user until the first administrator is made.</summary>
    public bool AsksForLogin { get; set; }

    /// <summary>Password of the administrator; null when there is none.</summary>
    public string? Password { get; set; }

    /// <summary>Starts one that listens.</summary>
    public static async Task<FakeNacos> StartAsync()
    {
        var server = new FakeNacos();
        await server.UpAsync();
        return server;
    }

    /// <summary>The instances of a service.</summary>
    public IReadOnlyList<FakeInstance> Instances(string group, string service) =>
        [.. _instances.Where(i => i.Key.Group == group && i.Key.Service == service).Select(i => i.Value).OrderBy(i => i.Port)];

    /// <summary>Every instance.</summary>
    public IReadOnlyCollection<FakeInstance> All => [.. _instances.Values];

    /// <summary>Puts an instance there, as somebody else would.</summary>
    public FakeInstance Put(string group, string service, int port, params (string Key, string Value)[] metadata)
    {
        var instance = new FakeInstance("127.0.0.1", port) { Metadata = metadata.ToDictionary(m => m.Key, m => m.Value) };
        _services[(group, service)] = true;
        return _instances[(group, service, instance.Ip, port)] = instance;
    }

    /// <summary>Takes an instance out.</summary>
    public void Take(string group, string service, int port) => _instances.TryRemove((group, service, "127.0.0.1", port), out _);

    /// <summary>Loses everything, as a restart without storage does.</summary>
    public void Forget()
    {
        _instances.Clear();
        _services.Clear();
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString());
        if (context.Request.HasFormContentType)
        {
            foreach (var (field, value) in await context.Request.ReadFormAsync())
            {
                query[field] = value.ToString();
            }
        }

        var path = context.Request.Path.Value!.Replace("/nacos/v1/ns", "", StringComparison.Ordinal);
        Requests.Enqueue((context.Request.Method, path, query));
        if (Status != 200)
        {
            await SayAsync(context, Status, "server is DOWNnow", "text/plain");
            return;
        }

        if (AsksForLogin && await AnswersLoginAsync(context, path, query))
        {
            return;
        }

        var name = query.GetValueOrDefault("serviceName", "").Split("@@");
        var (group, service) = name.Length == 2 ? (name[0], name[1]) : (query.GetValueOrDefault("groupName", "DEFAULT_GROUP"), name[0]);
        var key = (group, service, query.GetValueOrDefault("ip", ""), int.Parse(query.GetValueOrDefault("port", "0"), CultureInfo.InvariantCulture));
        switch (context.Request.Method, path)
        {
            case ("POST" or "PUT", "/instance"):
                _services[(group, service)] = true;
                _instances[key] = new(key.Item3, key.Item4)
                {
                    Cluster = query.GetValueOrDefault("clusterName", "DEFAULT"),
                    Enabled = query.GetValueOrDefault("enabled", "true") == "true",
                    Weight = double.Parse(query.GetValueOrDefault("weight", "1"), CultureInfo.InvariantCulture),
                    Metadata = JsonSerializer.Deserialize<Dictionary<string, string>>(query.GetValueOrDefault("metadata", "{}"))!,
                };
                await SayAsync(context, 200, "ok", "text/plain");
                break;
            case ("DELETE", "/instance"):
                _instances.TryRemove(key, out _);
                await SayAsync(context, 200, "ok", "text/plain");
                break;
            case ("PUT", "/instance/beat"):
                await SayAsync(context, 200, $$"""{"clientBeatInterval":5000,"code":{{(_instances.ContainsKey(key) ? 10200 : 20404)}},"lightBeatEnabled":true}""");
                break;
            case ("GET", "/instance/list"):
                var hosts = Instances(group, service).Where(i => i.Enabled || ListsDisabled).Select(i => new
                {
                    ip = i.Ip,
                    port = i.Port,
                    weight = i.Weight,
                    healthy = i.Healthy,
                    enabled = i.Enabled,
                    ephemeral = true,
                    clusterName = i.Cluster,
                    serviceName = $"{group}@@{service}",
                    metadata = i.Metadata,
                    instanceId = $"{i.Ip}#{i.Port}#{i.Cluster}#{group}@@{service}",
                });
                await SayAsync(context, 200, JsonSerializer.Serialize(new { name = $"{group}@@{service}", groupName = group, clusters = "", cacheMillis = 10000, hosts, valid = true }));
                break;
            case ("GET", "/service/list"):
                var all = _services.Keys.Where(s => s.Group == group).Select(s => s.Service).Order().ToList();
                var size = int.Parse(query["pageSize"], CultureInfo.InvariantCulture);
                await SayAsync(context, 200, JsonSerializer.Serialize(new { count = all.Count, doms = all.Skip((int.Parse(query["pageNo"], CultureInfo.InvariantCulture) - 1) * size).Take(size) }));
                break;
            case ("GET", "/operator/metrics"):
                await SayAsync(context, 200, """{"status":"UP"}""");
                break;
            default:
                await SayAsync(context, 501, $"no such api:{context.Request.Method}:{path}", "text/plain");
                break;
        }
    }

    private async Task<bool> AnswersLoginAsync(HttpContext context, string path, Dictionary<string, string> query)
    {
        var given = query.GetValueOrDefault("password");
        switch (path)
        {
            case "/nacos/v1/auth/users/admin":
                await SayAsync(context, 200, Password is null ? $$"""{"username":"nacos","password":"{{given}}"}""" : """{"code":409,"message":"have admin user cannot use it.","data":null}""", "application/json");
                Password ??= given;
                return true;
            case "/nacos/v1/auth/login":
                var right = query.GetValueOrDefault("username") == "nacos" && given == Password;
                await SayAsync(context, right ? 200 : 403, right ? $$"""{"accessToken":"token-of-{{Password}}","tokenTtl":18000,"globalAdmin":true,"username":"nacos"}""" : "user not found!", right ? "application/json" : "text/plain");
                return true;
            case var _ when Password is null || query.GetValueOrDefault("accessToken") != $"token-of-{Password}":
                await SayAsync(context, path.StartsWith("/nacos", StringComparison.Ordinal) ? 404 : 403, "token invalid!", "text/plain");
                return true;
            default:
                return false;
        }
    }
}
