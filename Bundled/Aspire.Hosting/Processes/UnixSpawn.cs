using System.Runtime.InteropServices;
using System.Text;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Starts a program in another process group, so that a terminal's Ctrl-C reaches only this process, and so that the group
/// can be ended as a whole. <see cref="System.Diagnostics.Process"/> cannot do that.
/// </summary>
internal static unsafe class UnixSpawn
{
    /// <summary>Starts the program with three of our descriptors as its standard ones; -1 means /dev/null.</summary>
    /// <param name="fileName">Path of the program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="workingDirectory">Where it starts.</param>
    /// <param name="environment">All of its variables.</param>
    /// <param name="input">Descriptor of its input.</param>
    /// <param name="output">Descriptor of its output.</param>
    /// <param name="error">Descriptor of its errors.</param>
    /// <param name="group">The process group it joins; 0 for one of its own.</param>
    /// <returns>The process id.</returns>
    public static int Start(string fileName, IReadOnlyList<string> arguments, string workingDirectory, IReadOnlyDictionary<string, string> environment, int input, int output, int error, int group = 0)
    {
        var actions = stackalloc byte[UnixNative.OpaqueSize];
        var attributes = stackalloc byte[UnixNative.OpaqueSize];
        using var strings = new NativeStrings();
        Check(UnixNative.ActionsInit(actions), "posix_spawn_file_actions_init");
        Check(UnixNative.AttributesInit(attributes), "posix_spawnattr_init");
        try
        {
            Check(UnixNative.ActionsAddChangeDirectory(actions, strings.Add(workingDirectory)), "posix_spawn_file_actions_addchdir_np");
            AddStandard(actions, strings, input, 0);
            AddStandard(actions, strings, output, 1);
            AddStandard(actions, strings, error, 2);
            SetAttributes(attributes, group);

            var pid = 0;
            var failure = UnixNative.Spawn(
                &pid, strings.Add(fileName), actions, attributes,
                strings.AddArray([fileName, .. arguments]),
                strings.AddArray([.. environment.Select(e => $"{e.Key}={e.Value}")]));
            return failure == 0
                ? pid
                : throw new ProcessStartException($"'{fileName}' could not be started in '{workingDirectory}': {Marshal.GetPInvokeErrorMessage(failure)}.");
        }
        finally
        {
            _ = UnixNative.ActionsDestroy(actions);
            _ = UnixNative.AttributesDestroy(attributes);
        }
    }

    private static void AddStandard(byte* actions, NativeStrings strings, int ours, int theirs)
    {
        if (ours >= 0)
        {
            Check(UnixNative.ActionsAddDuplicate(actions, ours, theirs), "posix_spawn_file_actions_adddup2");
        }
        else
        {
            // Read-write, since it stands for input and outputs alike.
            const int ReadWrite = 2;
            Check(UnixNative.ActionsAddOpen(actions, theirs, strings.Add("/dev/null"), ReadWrite, 0), "posix_spawn_file_actions_addopen");
        }
    }

    private static void SetAttributes(byte* attributes, int group)
    {
        var signals = stackalloc byte[UnixNative.OpaqueSize];

        // The runtime ignores SIGPIPE, and an ignored signal stays ignored in the child, where pipelines rely on it.
        Check(UnixNative.FillSignals(signals), "sigfillset");
        Check(UnixNative.AttributesSetSignalDefaults(attributes, signals), "posix_spawnattr_setsigdefault");
        Check(UnixNative.EmptySignals(signals), "sigemptyset");
        Check(UnixNative.AttributesSetSignalMask(attributes, signals), "posix_spawnattr_setsigmask");
        Check(UnixNative.AttributesSetProcessGroup(attributes, group), "posix_spawnattr_setpgroup");
        Check(
            UnixNative.AttributesSetFlags(attributes, UnixNative.SpawnSetProcessGroup | UnixNative.SpawnSetSignalDefaults | UnixNative.SpawnSetSignalMask),
            "posix_spawnattr_setflags");
    }

    private static void Check(int result, string function)
    {
        if (result != 0)
        {
            throw new ProcessStartException($"{function} failed: {Marshal.GetPInvokeErrorMessage(result)}.");
        }
    }

    /// <summary>Strings for one call, freed together.</summary>
    private sealed class NativeStrings : IDisposable
    {
        private readonly List<nint> _blocks = [];

        public byte* Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var block = (byte*)Allocate(bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(block, bytes.Length));
            block[bytes.Length] = 0;
            return block;
        }

        public byte** AddArray(IReadOnlyList<string> items)
        {
            var block = (byte**)Allocate((items.Count + 1) * sizeof(byte*));
            for (var i = 0; i < items.Count; i++)
            {
                block[i] = Add(items[i]);
            }

            block[items.Count] = null;
            return block;
        }

        public void Dispose() => _blocks.ForEach(block => NativeMemory.Free((void*)block));

        private void* Allocate(int size)
        {
            var block = NativeMemory.Alloc((nuint)size);
            _blocks.Add((nint)block);
            return block;
        }
    }
}
