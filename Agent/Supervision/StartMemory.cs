using System.Runtime.InteropServices;

namespace Agent.Supervision;

/// <summary>Memory that only the start needed.</summary>
internal static partial class StartMemory
{
    /// <summary>
    /// Gives it back to the system: what the runtime's host has read to find assemblies and what compiling has taken lies free in the C library's
    /// heap, which keeps it for a use that an agent in its rounds does not have.
    /// </summary>
    public static void Release()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        if (OperatingSystem.IsLinux())
        {
            try
            {
                _ = Trim(0);
            }
            catch (EntryPointNotFoundException)
            {
                // A C library that is not GNU's gives memory back by itself.
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
