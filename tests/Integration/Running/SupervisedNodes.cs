using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Rollcall.Tests;

namespace Rollcall.Integration.Running;

/// <summary>
/// A registry, two consumers, and two nodes as a container runs them: one agent each that runs the model server as its child. The one of node-1
/// ends at SIGTERM as the original does, at once and without an answer to what it is working on.
/// </summary>
public sealed partial class SupervisedNodes : IAsyncLifetime
{
    private const string AbruptEnd = "dotnet \"$@\" & trap \"kill -KILL $!\" TERM; wait";

    private readonly ModelFolders _models = new("digits");
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-supervised-").FullName;
    private readonly int[] _ports = FreePorts(7);
    private readonly Dictionary<string, ChildProcess> _agents = [];
    private readonly List<ChildProcess> _servers = [];
    private MachineLock? _lock;

    /// <summary>The consumer as it is.</summary>
    public HttpClient Consumer { get; private set; } = null!;

    /// <summary>A consumer that sends each request to one node only, so that no failure of a node is hidden.</summary>
    public HttpClient StrictConsumer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _lock = await MachineLock.AcquireAsync();
        await File.WriteAllTextAsync(Monitoring, "prometheus_config { enable: true, path: \"/monitoring/prometheus/metrics\" }");
        _servers.Add(ChildProcess.StartProject("Embedded.Nacos", [Invariant($"--server.port={_ports[0]}"), $"--nacos.home={_folder}"]));
        Consumer = StartConsumer(_ports[1]);
        StrictConsumer = StartConsumer(_ports[6], "Routing:MaxAttempts=1");
        StartNode("node-1");
        StartNode("node-2");
        await AnswersFromAsync("node-1", "node-2");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _agents.Values.Concat(_servers))
        {
            process.Kill();
            process.Dispose();
        }

        Consumer?.Dispose();
        StrictConsumer?.Dispose();
        _models.Dispose();
        Directory.Delete(_folder, recursive: true);
        _lock?.Dispose();
        await ValueTask.CompletedTask;
    }

    internal ChildProcess Agent(string name) => _agents[name];

    public Task<Answer> PredictAsync() => Digit.AskAsync(Consumer, "/v1/models/digits:predict");

    public Task<Answer> PredictOnceAsync() => Digit.AskAsync(StrictConsumer, "/v1/models/digits:predict");

    /// <summary>Starts a node again that was stopped.</summary>
    public void Restart(string name)
    {
        _agents[name].Dispose();
        StartNode(name);
    }

    /// <summary>Process id of a node's model server, as its agent tells.</summary>
    public int ServerOf(string name) => int.Parse(StartedLine().Matches(_agents[name].Tail)[^1].Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>Waits until each of the consumers is answered by these nodes and no others, forty times in a row.</summary>
    public Task AnswersFromAsync(params string[] nodes) => Eventually.HoldsAsync(
        async () =>
        {
            // Each for itself: one may have read the registry when the other has not yet.
            var (seen, strict) = (new HashSet<string?>(), new HashSet<string?>());
            for (var i = 0; i < 40; i++)
            {
                seen.Add(NodeOf(await PredictAsync()));
                strict.Add(NodeOf(await PredictOnceAsync()));
            }

            return seen.SetEquals(nodes) && strict.SetEquals(nodes);

            static string? NodeOf(Answer answer) => answer.Status == 200 ? answer.Node : null;
        },
        $"answers come from {string.Join(", ", nodes)}; {string.Join('\n', _agents.Values.Select(agent => agent.Tail))}",
        TimeSpan.FromMinutes(2));

    private string Registry => Invariant($"http://127.0.0.1:{_ports[0]}");

    private string Monitoring => Path.Combine(_folder, "monitoring.config");

    private HttpClient StartConsumer(int port, params string[] settings)
    {
        string[] arguments = [Invariant($"--urls=http://127.0.0.1:{port}"), $"ConnectionStrings:nacos={Registry}", .. settings];
        _servers.Add(ChildProcess.StartProject("ConsumerApi", arguments));
        return new() { BaseAddress = new(Invariant($"http://127.0.0.1:{port}")), Timeout = TimeSpan.FromMinutes(1) };
    }

    private void StartNode(string name)
    {
        var (rest, grpc) = name == "node-1" ? (_ports[2], _ports[3]) : (_ports[4], _ports[5]);
        string[] program = name == "node-1" ? ["sh", "-c", AbruptEnd, "server"] : ["dotnet"];
        _agents[name] = ChildProcess.StartProject("Agent",
        [
            $"Agent:Name={name}", Invariant($"Agent:Advertise=127.0.0.1:{rest}"), $"ConnectionStrings:nacos={Registry}",
            "--", .. program, ChildProcess.PathOf("Embedded.TensorFlowServing"), Invariant($"--rest_api_port={rest}"), Invariant($"--port={grpc}"),
            "--model_name=digits", $"--model_base_path={Path.Combine(_models.Path, "digits")}", $"--monitoring_config_file={Monitoring}",
        ]);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"Started \S+ as process (\d+)\.")]
    private static partial Regex StartedLine();
}
