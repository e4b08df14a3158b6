namespace Rollcall.AppHost.Settings;

/// <summary>A node of the application.</summary>
/// <param name="Name">Name of the model server.</param>
/// <param name="Agent">Name of its agent, where that is a process of its own.</param>
/// <param name="Ports">Ports on this machine, where it runs here.</param>
/// <param name="Replicas">How many of it there are.</param>
internal sealed record NodeSettings(string Name, string Agent, NodePorts Ports, int Replicas);
