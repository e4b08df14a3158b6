namespace Agent;

/// <summary>Section <c>Agent</c> of the configuration.</summary>
internal sealed class AgentOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Agent";

    /// <summary>The node's name in the registry.</summary>
    /// <value>The default is the advertised address.</value>
    public string? Name { get; set; }

    /// <summary>The node's REST address as the agent reaches it.</summary>
    /// <value>The default is <c>http://localhost:8501</c>.</value>
    public Uri? Node { get; set; } = new("http://localhost:8501");

    /// <summary>The node's REST address as consumers reach it: <c>host:port</c>, the host an IP address or a DNS name.</summary>
    /// <value>The default is host and port of <see cref="Node"/>; if that is this machine, its own address on the way to the registry.</value>
    public string? Advertise { get; set; }

    /// <summary>The node's gRPC port.</summary>
    /// <value>The default is none.</value>
    public int? GrpcPort { get; set; }

    /// <summary>The Nacos cluster: letters, digits and hyphens.</summary>
    /// <value>The default is <c>DEFAULT</c>.</value>
    public string Cluster { get; set; } = "DEFAULT";

    /// <summary>
    /// Whether the agent makes the registry's first administrator, <c>nacos</c>, with <c>Nacos:Password</c> when its login is refused: for registries that
    /// start without users.
    /// </summary>
    public bool CreateAdministrator { get; set; }

    /// <summary>Time from one poll to the next.</summary>
    /// <value>The default is 1 s.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a node that does not answer in time, or answers 5xx, stays registered.</summary>
    /// <value>The default is 15 s.</value>
    public TimeSpan UnreachableAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Names of models beside those of the monitoring endpoint; all there are when monitoring is off.</summary>
    public IList<string> Models { get; set; } = [];

    /// <summary>Labels that are looked up for every model.</summary>
    public IList<string> Labels { get; set; } = [];

    /// <summary>
    /// Supervisor mode: how long the server serves on after it is out of the registry. Consumers that read the registry once a second would
    /// otherwise still send requests to it when it is gone, and TensorFlow Serving drops the requests it is working on when it ends.
    /// </summary>
    /// <value>The default is 3 s: the second in which consumers notice, and two for the requests they sent until then. With a server that ends at once it leaves much of the 10 s that Docker gives.</value>
    public TimeSpan DrainPeriod { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Supervisor mode: how long the server has from SIGTERM to its end. Then it is killed: one that hangs would keep the container.</summary>
    /// <value>The default is 5 s.</value>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A request that <c>Agent --health</c> makes: path, a space, and the body or <c>@</c> and a file that holds it.</summary>
    /// <value>The default is none.</value>
    public string? Probe { get; set; }
}
