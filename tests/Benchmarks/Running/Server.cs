using System.Globalization;
using Rollcall.Tests;

namespace Benchmarks.Running;

/// <summary>A server that was started for a measurement and answers; it is ended when disposed.</summary>
internal sealed class Server : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(20);
    private static readonly HttpClient s_client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(2) };

    private static readonly Dictionary<string, string> s_none = [];

    private readonly ChildProcess _process;

    private Server(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    public int Id => _process.Id;

    public Uri Address { get; }

    /// <summary>Processor time since it started.</summary>
    public TimeSpan Cpu => ProcessClock.Read(Id);

    /// <summary>The registry.</summary>
    public static Task<Server> RegistryAsync(string home, int? core, CancellationToken cancellationToken)
    {
        var port = FreePort.Take();
        string[] arguments = [Invariant($"--server.port={port}"), "--server.address=127.0.0.1", $"--nacos.home={home}"];
        return StartAsync(ChildProcess.StartProject("Embedded.Nacos", arguments, core: core), port, "/nacos/v1/console/health/readiness", cancellationToken);
    }

    /// <summary>A model server.</summary>
    public static Task<Server> ModelServerAsync(string modelConfig, string monitoringConfig, string readyModel, CancellationToken cancellationToken) =>
        ModelServerAsync(modelConfig, monitoringConfig, readyModel, s_none, cancellationToken);

    /// <summary>A model server with variables of its own.</summary>
    public static Task<Server> ModelServerAsync(string modelConfig, string monitoringConfig, string readyModel, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var ports = FreePort.Take(2);
        string[] arguments =
        [
            Invariant($"--rest_api_port={ports[0]}"), Invariant($"--port={ports[1]}"), $"--model_config_file={modelConfig}", $"--monitoring_config_file={monitoringConfig}",
        ];
        return StartAsync(ChildProcess.StartProject("Embedded.TensorFlowServing", arguments, environment), ports[0], $"/v1/models/{readyModel}", cancellationToken);
    }

    /// <summary>The consumer.</summary>
    /// <param name="registry">Where it looks models up.</param>
    /// <param name="model">A model; the consumer is ready when it routes to it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<Server> ConsumerAsync(Uri registry, string model, CancellationToken cancellationToken) => ConsumerAsync(registry, model, s_none, cancellationToken);

    /// <summary>The consumer with variables of its own.</summary>
    public static Task<Server> ConsumerAsync(Uri registry, string model, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var port = FreePort.Take();
        var environment = new Dictionary<string, string>(variables)
        {
            ["ConnectionStrings__nacos"] = registry.GetLeftPart(UriPartial.Authority),
            ["ASPNETCORE_URLS"] = Invariant($"http://127.0.0.1:{port}"),
        };
        return StartAsync(ChildProcess.StartProject("ConsumerApi", [], environment), port, $"/v1/models/{model}", cancellationToken);
    }

    /// <summary>The dashboard, open to all.</summary>
    public static Task<Server> DashboardAsync(int pages, int otlp, int? core, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Invariant($"http://127.0.0.1:{pages}"),
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Invariant($"http://127.0.0.1:{otlp}"),
            ["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true",
        };
        return StartAsync(ChildProcess.StartProject("Aspire.Dashboard", [], environment, core), pages, "/health", cancellationToken);
    }

    /// <summary>nginx in one process; a master beside the worker would only make its processor time harder to find.</summary>
    /// <param name="folder">Where it writes.</param>
    /// <param name="http">What its <c>http</c> block says beside the common lines.</param>
    /// <param name="port">A port of it.</param>
    /// <param name="core">The core it is bound to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<Server> NginxAsync(string folder, string http, int port, int? core, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(configuration, $$"""
            daemon off; master_process off; worker_processes 1; pid {{folder}}/pid; error_log stderr error;
            events { worker_connections 1024; }
            http {
              access_log off; keepalive_requests 100000000; client_max_body_size 64m; client_body_buffer_size 16m;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              {{http}}
            }
            """);
        return StartAsync(ChildProcess.Start(Anchors.Anchor.Nginx.Path!, ["-c", configuration, "-p", folder, "-e", "stderr"], core: core), port, "/", cancellationToken);
    }

    public ProcessReading Read() => ProcFile.Read(Id) ?? throw new InvalidOperationException($"A server has ended: {_process.Tail}");

    public void Dispose() => _process.Dispose();

    private static async Task<Server> StartAsync(ChildProcess process, int port, string path, CancellationToken cancellationToken)
    {
        var server = new Server(process, new Uri(Invariant($"http://127.0.0.1:{port}")));
        try
        {
            await Condition.BeTrueAsync(() => server.AnswersAsync(path, cancellationToken), $"{server.Address}{path[1..]} answers", s_limit, s_step, TimeProvider.System, cancellationToken);
            return server;
        }
        catch (Exception error)
        {
            server.Dispose();
            throw new InvalidOperationException($"{error.Message} The server wrote: {process.Tail}", error);
        }
    }

    private async Task<bool> AnswersAsync(string path, CancellationToken cancellationToken)
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException("The server ended at once.");
        }

        try
        {
            using var response = await s_client.GetAsync(new Uri(Address, path), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false; // Not yet.
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
