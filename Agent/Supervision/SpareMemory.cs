using System.Runtime.InteropServices;

namespace Agent.Supervision;

/// <summary>Memory that was needed for a moment and lies free.</summary>
internal static partial class SpareMemory
{
    /// <summary>
    /// Gives it back to the system: what finding and compiling assemblies took, and what a request takes now and then, stays in the C library's
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
