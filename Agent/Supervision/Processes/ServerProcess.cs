using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Agent.Supervision.Processes;

/// <inheritdoc cref="IServerProcess" />
internal sealed unsafe class ServerProcess(ServerCommand command, ILogger<ServerProcess> logger) : IServerProcess, IDisposable
{
    private const int EndedBySignal = 128;

    private readonly Lock _gate = new();
    private ProcessGuard? _guard;
    private int _id;
    private int _group;

    /// <inheritdoc />
    public StartOutcome Start(CancellationToken stopping)
    {
        lock (_gate)
        {
            if (stopping.IsCancellationRequested)
            {
                return default;
            }

            _guard = ProcessGuard.Start(logger);
            var outcome = Spawning.Start(command.Words, _guard?.Group ?? 0);
            (_id, _group) = (outcome.Id, _guard?.Group ?? outcome.Id);
            if (outcome.Failure is not null)
            {
                _guard?.Dispose();
            }

            return outcome;
        }
    }

    /// <inheritdoc />
    /// <remarks>It reaps whatever ends: as the first process of a container the agent is given the orphans of all others.</remarks>
    public int Wait()
    {
        var information = stackalloc byte[Native.OpaqueSize];
        while (true)
        {
            while (Native.WaitId(Native.WaitForAny, 0, information, Native.WaitExited | Native.WaitWithoutReaping) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error != Native.ErrorInterrupted)
                {
                    throw new InvalidOperationException($"The model server cannot be waited for: {Marshal.GetPInvokeErrorMessage(error)}.");
                }
            }

            var ended = *(int*)(information + Native.ProcessIdOffset);
            var status = 0;
            lock (_gate)
            {
                if (ended == _id)
                {
                    // Not waited for yet, the dead server still holds the group's id, so this cannot hit a stranger: what it left behind goes
                    // with it, its ports too.
                    _ = Native.Kill(-_group, Native.SignalKill);
                }

                _ = Native.WaitPid(ended, &status, 0);
                if (ended != _id)
                {
                    continue;
                }

                _id = 0;
                _guard?.Dispose();
            }

            var signal = status & 0x7f;
            return signal == 0 ? (status >> 8) & 0xff : EndedBySignal + signal;
        }
    }

    /// <inheritdoc />
    public void Signal(int signal)
    {
        lock (_gate)
        {
            if (_id != 0)
            {
                _ = Native.Kill(-_group, signal);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _guard?.Dispose();
}
