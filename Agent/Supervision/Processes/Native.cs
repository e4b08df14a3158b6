using System.Runtime.InteropServices;

namespace Agent.Supervision.Processes;

/// <summary>The C library's functions for processes, with Linux' numbers. Structures are opaque: only the library looks inside.</summary>
internal static unsafe partial class Native
{
    public const int SignalKill = 9;
    public const int SignalUser1 = 10;
    public const int SignalUser2 = 12;
    public const int SignalTerminate = 15;

    public const int ErrorNoEntry = 2;
    public const int ErrorInterrupted = 4;

    public const short SetProcessGroup = 0x02;
    public const short SetSignalDefaults = 0x04;
    public const short SetSignalMask = 0x08;

    public const int WaitForAny = 0;
    public const int WaitExited = 4;
    public const int WaitWithoutReaping = 0x01000000;

    /// <summary>The largest structure, glibc's posix_spawnattr_t, has 336 bytes.</summary>
    public const int OpaqueSize = 512;

    private const string Library = "libc";

    /// <summary>Where siginfo_t holds the process id: after three integers, aligned as a pointer.</summary>
    public static int ProcessIdOffset => sizeof(nint) == 8 ? 16 : 12;

    [LibraryImport(Library, EntryPoint = "posix_spawnp")]
    public static partial int Spawn(int* pid, byte* program, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static partial int AttributesInit(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    public static partial int AttributesDestroy(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int AttributesSetFlags(void* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setpgroup")]
    public static partial int AttributesSetProcessGroup(void* attributes, int processGroup);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int AttributesSetSignalDefaults(void* attributes, void* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int AttributesSetSignalMask(void* attributes, void* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int ActionsInit(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int ActionsDestroy(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int ActionsAddDuplicate(void* actions, int from, int to);

    [LibraryImport(Library, EntryPoint = "sigfillset")]
    public static partial int FillSignals(void* signals);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static partial int EmptySignals(void* signals);

    [LibraryImport(Library, EntryPoint = "waitid", SetLastError = true)]
    public static partial int WaitId(int kind, int id, void* information, int options);

    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitPid(int pid, int* status, int options);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);
}
