namespace Agent.Supervision;

/// <summary>The command line: the agent's settings, and the model server's command in supervisor mode.</summary>
/// <param name="Settings">What configures the agent.</param>
/// <param name="Server">The model server's command; null when somebody else runs it.</param>
/// <param name="AsksForHealth">Whether this is <c>Agent --health</c>.</param>
/// <param name="Problem">What is wrong with it; null when nothing is.</param>
internal sealed record AgentCommand(string[] Settings, ServerCommand? Server, bool AsksForHealth, string? Problem = null)
{
    private const string Separator = "--";
    private const string Health = "--health";
    private const string ModelServer = "tensorflow_model_server";

    /// <summary>Everything after <c>--</c>, or from a <c>tensorflow_model_server</c> on, is the server's and left as it is.</summary>
    public static AgentCommand Parse(string[] args)
    {
        var end = Array.FindIndex(args, word => word == Separator || IsModelServer(word));
        string[] own = end < 0 ? args : args[..end];
        string[] server = end < 0 ? [] : args[(args[end] == Separator ? end + 1 : end)..];
        var problem = end >= 0 && server.Length == 0
            ? "After -- the command of the model server has to follow, for example -- tensorflow_model_server --rest_api_port=8501 --model_name=m --model_base_path=/models/m."
            : server.Length > 0 && !OperatingSystem.IsLinux()
                ? "The agent runs a model server as its child on Linux only. Start the server on its own and the agent beside it, with Agent:Node set to its REST address."
                : null;
        return new([.. own.Where(word => word != Health)], server.Length > 0 ? new(server) : null, own.Contains(Health), problem);
    }

    private static bool IsModelServer(string word) =>
        !word.Contains('=', StringComparison.Ordinal) && Path.GetFileName(word).StartsWith(ModelServer, StringComparison.Ordinal);
}
