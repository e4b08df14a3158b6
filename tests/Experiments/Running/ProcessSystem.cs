using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Rollcall.Experiments.Running;

/// <summary>
/// The processes that the AppHost starts in embedded mode, with the same arguments, without the orchestrator: nothing but what is measured
/// runs on the machine, and a stopped resource is back without a dashboard or health checks in between.
/// </summary>
internal sealed class ProcessSystem : ISystem
{
    private const int NacosGrpcOffset = 1000;

    private readonly Dictionary<string, Func<SiblingProcess>> _programs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SiblingProcess> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Uri> _endpoints = new(StringComparer.Ordinal);
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("rollcall-experiments-");

    private ProcessSystem(SystemSpec spec)
    {
        Models = spec.OwnModels ? new ModelFolder() : null;
        Nodes = [.. Enumerable.Range(1, spec.Nodes).Select(Resources.Node)];
        AddRegistry();
        foreach (var node in Nodes)
        {
            AddNode(node, spec.CpuQuota);
        }

        AddConsumer();
    }

    public IReadOnlyList<string> Nodes { get; }

    public ModelFolder? Models { get; }

    public IReadOnlyDictionary<string, int> Processes
    {
        get
        {
            lock (_running)
            {
                return _running.Where(one => !one.Value.HasExited).ToDictionary(one => one.Key, one => one.Value.Id, StringComparer.Ordinal);
            }
        }
    }

    private string Registry => _endpoints[Resources.Registry].GetLeftPart(UriPartial.Authority);

    public static async Task<ISystem> StartAsync(SystemSpec spec, CancellationToken cancellationToken)
    {
        if (spec.Mode != "embedded")
        {
            throw new NotSupportedException($"--mode {spec.Mode}: the experiments know the embedded mode only.");
        }

        await WriteResNetAsync(cancellationToken);
        var system = new ProcessSystem(spec);
        try
        {
            foreach (var resource in system._programs.Keys)
            {
                await system.StartAsync(resource, cancellationToken);
            }

            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public Uri Endpoint(string resource, string endpoint) => _endpoints[resource];

    public Task StartAsync(string resource, CancellationToken cancellationToken)
    {
        var process = _programs[resource]();
        lock (_running)
        {
            _running[resource] = process;
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(string resource, CancellationToken cancellationToken) => await Running(resource).StopAsync(cancellationToken);

    public void Kill(string resource) => Running(resource).Kill();

    public ValueTask DisposeAsync()
    {
        lock (_running)
        {
            foreach (var process in _running.Values)
            {
                process.Dispose();
            }
        }

        Models?.Dispose();
        _files.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string ResNetFolder => Path.Combine(Repository.Root, "artifacts", "models", "resnet");

    private static async Task WriteResNetAsync(CancellationToken cancellationToken)
    {
        using var writer = SiblingProcess.Start("Models.ResNet50", [ResNetFolder]);
        if (await writer.WaitAsync(cancellationToken) != 0)
        {
            throw new InvalidOperationException($"The weights of ResNet-50 could not be written to {ResNetFolder}:\n{writer.Tail}");
        }
    }

    private SiblingProcess Running(string resource)
    {
        lock (_running)
        {
            return _running[resource];
        }
    }

    private void AddRegistry()
    {
        var port = FreePort(paired: true);
        _endpoints[Resources.Registry] = Address(port);
        var home = Path.Combine(_files.FullName, Resources.Registry);
        _programs[Resources.Registry] = () => SiblingProcess.Start("Embedded.Nacos", [string.Create(CultureInfo.InvariantCulture, $"--server.port={port}"), $"--nacos.home={home}"]);
    }

    private void AddNode(string name, double? quota)
    {
        var (rest, grpc) = (FreePort(), FreePort());
        _endpoints[name] = Address(rest);
        var monitoring = Write($"{name}.monitoring", "prometheus_config { enable: true, path: \"/monitoring/prometheus/metrics\" }\n");
        var models = Write($"{name}.models", Config());
        List<string> arguments =
        [
            string.Create(CultureInfo.InvariantCulture, $"--port={grpc}"),
            string.Create(CultureInfo.InvariantCulture, $"--rest_api_port={rest}"),
            $"--monitoring_config_file={monitoring}",
            "--file_system_poll_wait_seconds=1",
            $"--model_config_file={models}",
        ];
        if (quota is { } share)
        {
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--cpu_quota={share}"));
        }

        _programs[name] = () => SiblingProcess.Start("Embedded.TensorFlowServing", arguments);
        _programs[Resources.AgentOf(name)] = () => SiblingProcess.Start("Agent", [], new Dictionary<string, string>
        {
            ["Agent__Name"] = name,
            ["Agent__Node"] = _endpoints[name].ToString(),
            ["Agent__Advertise"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{rest}"),
            ["Agent__GrpcPort"] = grpc.ToString(CultureInfo.InvariantCulture),
            ["ConnectionStrings__nacos"] = Registry,
        });
    }

    private void AddConsumer()
    {
        var port = FreePort();
        _endpoints[Resources.Consumer] = Address(port);
        _programs[Resources.Consumer] = () => SiblingProcess.Start("ConsumerApi", [], new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"),
            ["ConnectionStrings__nacos"] = Registry,
        });
    }

    private string Config()
    {
        (string Name, string Path)[] models = Models is not null
            ? [(ModelFolder.Model, Path.Combine(Models.Path, ModelFolder.Model))]
            : [("digits", Path.Combine(Repository.Root, "models", "digits")), ("resnet", ResNetFolder)];
        return $"model_config_list {{ {string.Concat(models.Select(model => $"config {{ name: \"{model.Name}\" base_path: \"{model.Path}\" model_platform: \"tensorflow\" }} "))}}}\n";
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_files.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static Uri Address(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));

    /// <summary>A port nobody listens on; another program could still take it before the server does.</summary>
    private static int FreePort(bool paired = false)
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (!paired || IsFree(port + NacosGrpcOffset))
            {
                return port;
            }
        }

        static bool IsFree(int port)
        {
            if (port > IPEndPoint.MaxPort)
            {
                return false;
            }

            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
