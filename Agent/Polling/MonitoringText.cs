using System.Buffers.Text;

namespace Agent.Polling;

/// <summary>
/// Finds loaded models in the monitoring text of TensorFlow Serving. Request counters are not used: a mistyped name in a request makes one
/// too. Loads are counted before any request, by path: <c>:tensorflow:cc:saved_model:load_attempt_count{model_path="/models/resnet/1",status="success"} 1</c>.
/// </summary>
internal static class MonitoringText
{
    private static ReadOnlySpan<byte> Family => ":tensorflow:cc:saved_model:load_attempt_count{"u8;

    /// <summary>Notes the name of every model that has been loaded with success. Lines that cannot be read are passed over.</summary>
    /// <remarks>Allocates only for names that are new, and for paths that hold an escape.</remarks>
    public static void Read(ReadOnlySpan<byte> text, ModelNames names)
    {
        for (var start = 0; ;)
        {
            var found = text[start..].IndexOf(Family);
            if (found < 0)
            {
                return;
            }

            var atLineStart = start + found == 0 || text[start + found - 1] == '\n';
            start += found + Family.Length;
            if (atLineStart)
            {
                ReadLabels(text[start..], names);
            }
        }
    }

    private static void ReadLabels(ReadOnlySpan<byte> rest, ModelNames names)
    {
        ReadOnlySpan<byte> path = default;
        var success = false;
        while (!rest.IsEmpty && rest[0] != '}')
        {
            var equals = rest.IndexOf("=\""u8);
            // A value may hold a raw line feed, a label's name may not: the line was cut.
            if (equals < 0 || rest[..equals].Contains((byte)'\n'))
            {
                return;
            }

            var label = rest[..equals].Trim(", "u8);
            rest = rest[(equals + 2)..];
            var end = ValueEnd(rest);
            if (end < 0)
            {
                return;
            }

            if (label.SequenceEqual("model_path"u8))
            {
                path = rest[..end];
            }
            else if (label.SequenceEqual("status"u8))
            {
                success = rest[..end].SequenceEqual("success"u8);
            }

            rest = rest[(end + 1)..];
        }

        if (success && !rest.IsEmpty && Counts(rest[1..]))
        {
            names.See(ModelFolder(Unescape(path)));
        }
    }

    /// <summary>The closing quote; escapes are <c>\\</c> and <c>\"</c>.</summary>
    private static int ValueEnd(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Counts(ReadOnlySpan<byte> value) => Utf8Parser.TryParse(value.TrimStart((byte)' '), out double count, out _) && count > 0;

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'\\'))
        {
            return value;
        }

        var plain = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            plain.Add(value[i] == '\\' && i + 1 < value.Length ? value[++i] : value[i]);
        }

        return plain.ToArray();
    }

    /// <summary><c>/models/resnet/1</c> → <c>resnet</c>; empty when the last segment is no version number.</summary>
    private static ReadOnlySpan<byte> ModelFolder(ReadOnlySpan<byte> path)
    {
        path = path.TrimEnd((byte)'/');
        var slash = path.LastIndexOf((byte)'/');
        if (slash < 0 || path[(slash + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9') || slash + 1 == path.Length)
        {
            return default;
        }

        path = path[..slash].TrimEnd((byte)'/');
        return path[(path.LastIndexOf((byte)'/') + 1)..];
    }
}
