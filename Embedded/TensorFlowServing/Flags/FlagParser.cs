using System.Text;

namespace Embedded.TensorFlowServing.Flags;

/// <summary>Reads <c>--name=value</c> arguments as the original does: what it does not know it reports, and goes on.</summary>
internal static class FlagParser
{
    /// <summary>Parses <paramref name="args"/>; complaints are sentences for the user, empty when all arguments were understood.</summary>
    public static ServerFlags Parse(IReadOnlyList<string> args, out IReadOnlyList<string> complaints)
    {
        var flags = new ServerFlags();
        var found = new List<string>();
        foreach (var arg in args)
        {
            if (Apply(flags, arg) is { } complaint)
            {
                found.Add(complaint);
            }
        }

        complaints = found;
        return flags;
    }

    /// <summary>The list of flags, one a line.</summary>
    public static string Usage()
    {
        var text = new StringBuilder("Flags:\n");
        foreach (var flag in FlagTable.Known)
        {
            text.Append("\t--").Append(flag.Name).Append(flag.MayBeBare ? "\t" : "=…\t").Append(flag.Usage).Append('\n');
        }

        return text.ToString();
    }

    private static string? Apply(ServerFlags flags, string arg)
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal))
        {
            return $"unknown argument: {arg}";
        }

        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? arg[2..] : arg[2..equals];
        if (FlagTable.WithoutEffect.Contains(name))
        {
            return null;
        }

        var flag = FlagTable.Known.FirstOrDefault(f => f.Name == name);
        if (flag is null || (equals < 0 && !flag.MayBeBare))
        {
            return $"unknown argument: {arg}";
        }

        var value = equals < 0 ? "" : arg[(equals + 1)..];
        return flag.TrySet(flags, value) ? null : $"Couldn't interpret value {value} for flag {name}.";
    }
}
