using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes;

/// <summary>A child and its guard, in a process group of their own.</summary>
internal sealed unsafe class UnixChildProcess : IChildProcess
{
    // The thread only waits.
    private const int WaiterStackSize = 128 * 1024;

    private readonly Lock _gate = new();
    private readonly UnixProcessGuard _guard;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _reaped;

    private UnixChildProcess(int id, UnixProcessGuard guard, Task outputClosed)
    {
        Id = id;
        OutputClosed = outputClosed;
        _guard = guard;
    }

    public int Id { get; }

    public Task<int> Exited => _exited.Task;

    public Task OutputClosed { get; }

    public static UnixChildProcess Start(ProcessSpec spec)
    {
        var guard = new UnixProcessGuard();

        // Neither end is inherited: descriptors reach the child by dup2 only, or each child would hold its siblings' pipes open.
        var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        var error = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        int pid;
        try
        {
            pid = UnixSpawn.Start(spec.FileName, spec.Arguments, spec.WorkingDirectory, spec.Environment, -1, Descriptor(output), Descriptor(error), guard.Group);
        }
        catch
        {
            End(guard);
            output.Dispose();
            error.Dispose();
            throw;
        }

        output.DisposeLocalCopyOfClientHandle();
        error.DisposeLocalCopyOfClientHandle();
        var closed = Task.WhenAll(
            LinePump.RunAsync(output, line => spec.Output(line, false)),
            LinePump.RunAsync(error, line => spec.Output(line, true)));
        var process = new UnixChildProcess(pid, guard, closed);
        new Thread(process.Wait, WaiterStackSize) { IsBackground = true, Name = $"wait {pid}" }.Start();
        return process;
    }

    public void RequestStop() => Signal(Id, UnixNative.SigTerm);

    public void Kill() => Signal(-_guard.Group, UnixNative.SigKill);

    /// <summary>Lets the guard end the process and all that it has started, as when this process dies.</summary>
    public void Abandon() => _guard.Dispose();

    private static int Descriptor(AnonymousPipeServerStream pipe) => (int)pipe.ClientSafePipeHandle.DangerousGetHandle();

    private void Signal(int target, int signal)
    {
        lock (_gate)
        {
            // After the reaping the id may belong to a stranger.
            if (!_reaped)
            {
                _ = UnixNative.Kill(target, signal);
            }
        }
    }

    private void Wait()
    {
        var information = stackalloc byte[UnixNative.OpaqueSize];
        int result;
        do
        {
            result = UnixNative.WaitId(UnixNative.WaitById, Id, information, UnixNative.WaitExited | UnixNative.WaitWithoutReaping);
        }
        while (result != 0 && Marshal.GetLastPInvokeError() == UnixNative.ErrorInterrupted);

        int? status;
        lock (_gate)
        {
            // What the child left behind goes with it.
            End(_guard);
            status = Reap(Id);
            _reaped = true;
        }

        const int EndedBySignal = 128;
        _exited.SetResult(status is not { } ended ? -1 : (ended & 0x7f) == 0 ? (ended >> 8) & 0xff : EndedBySignal + (ended & 0x7f));
    }

    /// <summary>Ends the guard and its group: nobody has waited for the guard yet, so that it holds the group's id and no stranger is hit.</summary>
    private static void End(UnixProcessGuard guard)
    {
        _ = UnixNative.Kill(-guard.Group, UnixNative.SigKill);
        _ = Reap(guard.Group);
        guard.Dispose();
    }

    /// <summary>Waits for the end of a child; null when that cannot be.</summary>
    private static int? Reap(int id)
    {
        var status = 0;
        int result;
        do
        {
            result = UnixNative.WaitPid(id, &status, 0);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == UnixNative.ErrorInterrupted);
        return result < 0 ? null : status;
    }
}
