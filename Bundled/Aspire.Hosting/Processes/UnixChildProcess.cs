using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes;

/// <summary>A child in a process group of its own.</summary>
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

    public static UnixChildProcess Start(ProcessSpec spec, UnixProcessGuard guard)
    {
        // Neither end is inherited: descriptors reach the child by dup2 only, or each child would hold its siblings' pipes open.
        var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        var error = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        int pid;
        try
        {
            pid = UnixSpawn.Start(spec.FileName, spec.Arguments, spec.WorkingDirectory, spec.Environment, -1, Descriptor(output), Descriptor(error));
        }
        catch
        {
            output.Dispose();
            error.Dispose();
            throw;
        }

        guard.Watch(pid);
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

    public void Kill() => Signal(-Id, UnixNative.SigKill);

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

        // The dead child still holds its id, so this cannot hit a stranger: what it left behind goes with it.
        _ = UnixNative.Kill(-Id, UnixNative.SigKill);
        var status = 0;
        lock (_gate)
        {
            do
            {
                result = UnixNative.WaitPid(Id, &status, 0);
            }
            while (result < 0 && Marshal.GetLastPInvokeError() == UnixNative.ErrorInterrupted);
            _reaped = true;
        }

        _guard.Forget(Id);
        var signal = status & 0x7f;
        const int EndedBySignal = 128;
        _exited.SetResult(result < 0 ? -1 : signal == 0 ? (status >> 8) & 0xff : EndedBySignal + signal);
    }
}
