using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Benchmarks.Running;

/// <summary>
/// The processor time of a process to the nanosecond, ended threads included (POSIX CPU clocks). <c>/proc</c> counts in hundredths of a
/// second, which is all that an agent uses in ten.
/// </summary>
internal static partial class ProcessClock
{
    /// <summary>Linux' number for the scheduler's clock of a process; the upper bits are the inverted process id.</summary>
    private const int SchedulerClock = 2;

    public static TimeSpan Read(int pid)
    {
        if (GetTime((~pid << 3) | SchedulerClock, out var time) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The processor time of process {pid} cannot be read: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
