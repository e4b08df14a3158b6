using System.Runtime.Versioning;

namespace Aspire.Hosting.Tests.Containers;

/// <summary>
/// A program in the place of <c>docker</c>: writes its command lines down and plays an engine with containers that run until they are stopped.
/// A container is a file <c>$E/c-NAME</c>; it runs while the file says so.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class FakeEngine : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake-engine-");

    public FakeEngine() => Answer("");

    public string Program => Path.Combine(_folder.FullName, "docker");

    /// <summary>The setting that makes an AppHost use it.</summary>
    public string Setting => $"--ASPIRE_CONTAINER_RUNTIME={Program}";

    /// <summary>The command lines so far.</summary>
    public IReadOnlyList<string> Calls => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile) : [];

    /// <summary>Lines that the containers saw in their environment.</summary>
    public IReadOnlyList<string> Environment => File.ReadAllLines(Path.Combine(_folder.FullName, "environment"));

    /// <summary>Makes some commands answer otherwise.</summary>
    /// <param name="cases">Cases of a shell's <c>case "$1 $2" in</c>, which end the script.</param>
    public void Answer(string cases)
    {
        File.WriteAllText(Program, $$"""
            #!/bin/sh
            E={{_folder.FullName}}
            echo "$*" >> $E/calls
            case "$1 $2" in
              {{cases}}
              "version "*) echo 1.2.3 ;;
              "network inspect") echo ;;
              "create "*) shift; while [ "$1" != --name ]; do shift; done; echo created > "$E/c-$2"; env > $E/environment; echo "$2" ;;
              "start "*) echo running > "$E/c-$3"; echo "hello from $3"; while [ "$(cat "$E/c-$3")" = running ]; do sleep 0.05; done; exit "$(cat "$E/c-$3")" ;;
              "inspect "*) for last; do :; done; state=$(cat "$E/c-$last")
                case "$5" in *ExitCode*) echo "$state|2026-01-01T00:00:00Z|" ;; *) echo "$state" ;; esac ;;
              "stop "*) echo 143 > "$E/c-$4" ;;
              "rm "*) for last; do :; done; rm -f "$E/c-$last" ;;
            esac

            """);
        File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Ends every container with an exit code, as if by itself.</summary>
    public void EndContainers(int exitCode)
    {
        foreach (var container in _folder.GetFiles("c-*"))
        {
            File.WriteAllText(container.FullName, $"{exitCode}\n");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string CallsFile => Path.Combine(_folder.FullName, "calls");
}
