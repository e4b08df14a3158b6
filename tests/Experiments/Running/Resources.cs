namespace Rollcall.Experiments.Running;

/// <summary>Names of the application's resources and endpoints.</summary>
internal static class Resources
{
    public const string Consumer = "consumer-api";
    public const string Registry = "nacos";
    public const string Http = "http";
    public const string Rest = "rest";

    public static string Node(int number) => $"node-{number}";

    public static string Agent(int number) => $"agent-{number}";

    /// <summary>The agent beside a node.</summary>
    public static string AgentOf(string node) => node.Replace("node", "agent", StringComparison.Ordinal);
}
