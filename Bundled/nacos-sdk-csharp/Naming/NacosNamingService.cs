// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nacos.V2.Common;
using Nacos.V2.Exceptions;
using Nacos.V2.Naming.Beat;
using Nacos.V2.Naming.Dtos;
using Nacos.V2.Naming.Http;
using Nacos.V2.Naming.Subscription;
using Nacos.V2.Remote;

namespace Nacos.V2.Naming;

/// <summary>The naming service over HTTP: registrations kept alive by beats, lists read on demand or kept live.</summary>
#pragma warning disable CA1001 // The official class is not disposable: ShutDown ends what it owns, and in a container OwnedNamingService calls it.
public partial class NacosNamingService : INacosNamingService
#pragma warning restore CA1001
{
    private readonly string _namespace;
    private readonly NamingHttpClient _client;
    private readonly AccessTokens _tokens;
    private readonly BeatThread _beats;
    private readonly SubscriptionPoller _poller;
    private readonly ConcurrentDictionary<(ServiceKey Service, string Address), BeatTarget> _registered = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Random _random;

    /// <summary>Makes a client.</summary>
    /// <param name="loggerFactory">Where the client says what changes.</param>
    /// <param name="optionAccs">Servers and behaviour.</param>
    /// <param name="clientFactory">Gives the HTTP client, named <c>NacosClient</c>.</param>
    /// <exception cref="NacosException">No server is configured, or an address is malformed.</exception>
    public NacosNamingService(ILoggerFactory loggerFactory, IOptions<NacosSdkOptions> optionAccs, IHttpClientFactory clientFactory)
        : this(loggerFactory, optionAccs?.Value, clientFactory?.CreateClient(Constants.ClientName), TimeProvider.System, new Random())
    {
    }

    internal NacosNamingService(ILoggerFactory loggerFactory, NacosSdkOptions options, HttpClient http, TimeProvider time, Random random)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(http);
        var logger = loggerFactory.CreateLogger<NacosNamingService>();
        var servers = new ServerList(options.ServerAddresses);
        _random = random;
        _namespace = string.IsNullOrWhiteSpace(options.Namespace) ? Constants.PublicNamespace : options.Namespace;
        _tokens = new AccessTokens(http, servers, options, time);
        _client = new NamingHttpClient(new NacosTransport(http, servers, _tokens, options, time), _namespace);
        _beats = new BeatThread(servers, _tokens, options.ContextPath.Trim('/'), time, random, logger);
        _poller = new SubscriptionPoller(_client, options, time, random, logger);
        if (options.NamingUseRpc)
        {
            Log.UsingHttp(logger);
        }
    }

    /// <inheritdoc/>
    public async Task RegisterInstance(string serviceName, string groupName, Instance instance)
    {
        var service = new ServiceKey(serviceName, groupName);
        Check(instance);
        var target = new BeatTarget(_namespace, service, instance.Copy());
        if (!_registered.TryGetValue(Key(service, instance), out var old))
        {
            await _client.RegisterAsync(service, instance, _stopping.Token);
        }
        else
        {
            await old.Gate.WaitAsync(_stopping.Token);
            try
            {
                await _client.RegisterAsync(service, instance, _stopping.Token);
                old.Removed = true;
            }
            finally
            {
                old.Gate.Release();
            }
        }

        if (instance.Ephemeral)
        {
            _registered[Key(service, instance)] = target;
            _beats.Add(target);
        }
    }

    /// <inheritdoc/>
    public async Task DeregisterInstance(string serviceName, string groupName, Instance instance)
    {
        var service = new ServiceKey(serviceName, groupName);
        Check(instance);
        if (_registered.TryRemove(Key(service, instance), out var target))
        {
            await target.Gate.WaitAsync(_stopping.Token);
            target.Removed = true;
            target.Gate.Release();
        }

        await _client.DeregisterAsync(service, instance, _stopping.Token);
    }

    /// <inheritdoc/>
    public async Task BatchRegisterInstance(string serviceName, string groupName, List<Instance> instances)
    {
        ArgumentNullException.ThrowIfNull(instances);
        foreach (var instance in instances)
        {
            await RegisterInstance(serviceName, groupName, instance);
        }
    }

    /// <inheritdoc/>
    public async Task BatchDeregisterInstance(string serviceName, string groupName, List<Instance> instances)
    {
        ArgumentNullException.ThrowIfNull(instances);
        foreach (var instance in instances)
        {
            await DeregisterInstance(serviceName, groupName, instance);
        }
    }

    /// <inheritdoc/>
    public async Task<List<Instance>> GetAllInstances(string serviceName, string groupName, List<string> clusters, bool subscribe)
    {
        var service = new ServiceKey(serviceName, groupName);
        var joined = Join(clusters);
        var list = subscribe
            ? _poller.Find(service, joined)?.Last ?? (await _poller.SubscribeAsync(service, joined)).Last
            : await _client.ListAsync(service, joined, null, _stopping.Token);
        return [.. (list?.Hosts ?? []).Select(host => host.Copy())];
    }

    /// <inheritdoc/>
    public async Task<List<Instance>> SelectInstances(string serviceName, string groupName, List<string> clusters, bool healthy, bool subscribe)
        => [.. (await GetAllInstances(serviceName, groupName, clusters, subscribe)).Where(host => host.Healthy == healthy && host.Enabled && host.Weight > 0)];

    /// <inheritdoc/>
    public async Task<Instance> SelectOneHealthyInstance(string serviceName, string groupName, List<string> clusters, bool subscribe)
    {
        var hosts = await SelectInstances(serviceName, groupName, clusters, true, subscribe);
        if (hosts.Count == 0)
        {
            throw new NacosException(NacosException.RESOURCE_NOT_FOUND, $"No healthy instance of {new ServiceKey(serviceName, groupName).Grouped} takes traffic.");
        }

        double point;
        lock (_random)
        {
            point = _random.NextDouble() * hosts.Sum(host => host.Weight);
        }

        return hosts.Find(host => (point -= host.Weight) < 0) ?? hosts[^1];
    }

    /// <inheritdoc/>
    public async Task Subscribe(string serviceName, string groupName, List<string> clusters, IEventListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        var service = new ServiceKey(serviceName, groupName);
        var joined = Join(clusters);
        try
        {
            await _poller.SubscribeAsync(service, joined);
        }
        finally
        {
            // Also when the first read failed: the loop reads it as soon as a server answers.
            if (_poller.Find(service, joined) is { } subscription)
            {
                await subscription.AddAsync(listener);
            }
        }
    }

    /// <inheritdoc/>
    public Task Unsubscribe(string serviceName, string groupName, List<string> clusters, IEventListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        var service = new ServiceKey(serviceName, groupName);
        if (_poller.Find(service, Join(clusters)) is { } subscription)
        {
            subscription.Remove(listener);
            if (!subscription.HasListeners)
            {
                _poller.Unsubscribe(service, Join(clusters));
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ListView<string>> GetServicesOfServer(int pageNo, int pageSize, string groupName, AbstractSelector selector)
        => _client.ServicesAsync(pageNo, pageSize, groupName, _stopping.Token);

    /// <inheritdoc/>
    public Task<List<ServiceInfo>> GetSubscribeServices()
        => Task.FromResult(_poller.Subscriptions.Select(subscription => subscription.Last ?? new ServiceInfo(subscription.Service.Name, subscription.Clusters) { GroupName = subscription.Service.Group }).ToList());

    /// <inheritdoc/>
    public async Task<string> GetServerStatus()
    {
        try
        {
            return await _client.StatusAsync(_stopping.Token);
        }
        catch (NacosException)
        {
            return "DOWN"; // That is the answer to the question; the other calls say why.
        }
    }

    /// <inheritdoc/>
    public async Task ShutDown()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _poller.DisposeAsync();
        await Task.Run(_beats.Dispose);
        _tokens.Dispose();
    }

    private static (ServiceKey, string) Key(ServiceKey service, Instance instance) => (service, instance.ToInetAddr());

    private static string Join(List<string> clusters) => string.Join(',', clusters ?? []);

    private static void Check(Instance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (string.IsNullOrWhiteSpace(instance.Ip) || instance.Port is < 0 or > 65535)
        {
            throw new NacosException(NacosException.CLIENT_INVALID_PARAM, $"'{instance.ToInetAddr()}' is not the address of an instance: it needs an ip and a port from 0 to 65535.");
        }

        if (instance.GetInstanceHeartBeatTimeOut() < instance.GetInstanceHeartBeatInterval() || instance.GetIpDeleteTimeout() < instance.GetInstanceHeartBeatInterval())
        {
            throw new NacosException(NacosException.CLIENT_INVALID_PARAM, "An instance's heart beat interval must be shorter than its heart beat timeout and its ip delete timeout.");
        }
    }
}
