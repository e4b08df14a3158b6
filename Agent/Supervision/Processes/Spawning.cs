using System.Collections;
using System.Runtime.InteropServices;

namespace Agent.Supervision.Processes;

/// <summary>
/// Starts a program with this process's environment and output, in another process group: Ctrl-C in a terminal, which goes to the whole
/// foreground group, must not end the server before it is out of the registry. <see cref="System.Diagnostics.Process"/> cannot do that.
/// </summary>
internal static unsafe class Spawning
{
    /// <summary>Starts the program.</summary>
    /// <param name="words">Its name (a path, or looked for on the PATH) and its arguments.</param>
    /// <param name="group">The process group it joins; 0 for one of its own.</param>
    /// <param name="input">Its standard input; null for this process's.</param>
    public static StartOutcome Start(IReadOnlyList<string> words, int group = 0, SafeHandle? input = null)
    {
        var actions = stackalloc byte[Native.OpaqueSize];
        var attributes = stackalloc byte[Native.OpaqueSize];
        var signals = stackalloc byte[Native.OpaqueSize];
        _ = Native.ActionsInit(actions);
        _ = Native.AttributesInit(attributes);
        var arguments = Strings(words);
        var environment = Strings([.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => $"{variable.Key}={variable.Value}")]);
        try
        {
            if (input is not null)
            {
                _ = Native.ActionsAddDuplicate(actions, (int)input.DangerousGetHandle(), 0);
            }

            // The runtime ignores SIGPIPE; an ignored signal would stay ignored in the child.
            _ = Native.FillSignals(signals);
            _ = Native.AttributesSetSignalDefaults(attributes, signals);
            _ = Native.EmptySignals(signals);
            _ = Native.AttributesSetSignalMask(attributes, signals);
            _ = Native.AttributesSetProcessGroup(attributes, group);
            _ = Native.AttributesSetFlags(attributes, Native.SetProcessGroup | Native.SetSignalDefaults | Native.SetSignalMask);

            var id = 0;
            var error = Native.Spawn(&id, arguments[0], actions, attributes, arguments, environment);
            return error == 0 ? new(id) : StartOutcome.Failed(words[0], error, Marshal.GetPInvokeErrorMessage(error));
        }
        finally
        {
            Free(arguments);
            Free(environment);
            _ = Native.ActionsDestroy(actions);
            _ = Native.AttributesDestroy(attributes);
        }
    }

    private static byte** Strings(IReadOnlyList<string> texts)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Count; i++)
        {
            array[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        }

        return array;
    }

    private static void Free(byte** array)
    {
        for (var text = array; *text is not null; text++)
        {
            Marshal.FreeCoTaskMem((nint)(*text));
        }

        NativeMemory.Free(array);
    }
}
