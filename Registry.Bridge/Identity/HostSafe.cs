using System.Buffers;

namespace Registry.Bridge;

/// <summary>The character sets that names are checked against.</summary>
internal static class HostSafe
{
    /// <summary>What a group may hold unescaped (the colon introduces an escape).</summary>
    public static readonly SearchValues<char> GroupCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>What a host name of ours may hold.</summary>
    public static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>A host that begins with a digit and holds only these would be read as an IPv4 address (<c>1.2</c> as <c>1.0.0.2</c>).</summary>
    public static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789abcdefx.");
}
