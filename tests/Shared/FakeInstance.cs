namespace Rollcall.Tests;

/// <summary>An instance in <see cref="FakeNacos"/>; a test plays the operator by setting it.</summary>
internal sealed class FakeInstance(string ip, int port)
{
    public string Ip => ip;

    public int Port => port;

    public string Cluster { get; init; } = "DEFAULT";

    public double Weight { get; set; } = 1;

    public bool Enabled { get; set; } = true;

    public bool Healthy { get; set; } = true;

    public Dictionary<string, string> Metadata { get; set; } = [];
}
