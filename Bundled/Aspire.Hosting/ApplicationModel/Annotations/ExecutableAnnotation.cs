namespace Aspire.Hosting.ApplicationModel;

/// <summary>The program of an executable resource; the last one counts.</summary>
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    /// <summary>Program: a path, or a name looked up in <c>PATH</c>.</summary>
    public required string Command { get; set; }

    /// <summary>Directory it is started in.</summary>
    public required string WorkingDirectory { get; set; }
}
