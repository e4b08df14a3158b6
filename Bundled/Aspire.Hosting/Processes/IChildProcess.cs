namespace Aspire.Hosting.Processes;

/// <summary>A process and everything it has started.</summary>
internal interface IChildProcess
{
    int Id { get; }

    /// <summary>The exit code, 128 + n when signal n ended it; completes when the whole group is gone.</summary>
    Task<int> Exited { get; }

    /// <summary>Completes when nobody holds the output any more.</summary>
    Task OutputClosed { get; }

    /// <summary>Asks the process itself to end.</summary>
    void RequestStop();

    /// <summary>Ends the process and all that it has started.</summary>
    void Kill();
}
