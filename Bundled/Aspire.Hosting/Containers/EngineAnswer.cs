namespace Aspire.Hosting.Containers;

/// <summary>What a command of the engine printed, and how it ended.</summary>
internal sealed record EngineAnswer(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;
}
