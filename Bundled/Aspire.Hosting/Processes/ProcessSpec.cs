namespace Aspire.Hosting.Processes;

/// <summary>What to start.</summary>
internal sealed class ProcessSpec
{
    /// <summary>Full path of the program.</summary>
    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Directory that exists.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The whole environment: nothing is inherited beside it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Called for each line, and whether it came over standard error.</summary>
    public required Action<string, bool> Output { get; init; }
}
