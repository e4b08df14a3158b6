using System.Globalization;
using System.Text;

namespace Registry.Bridge;

/// <summary>
/// Model name → the name of its index service, which is also its host name in <c>http://…</c>: lower case (hosts are lower-cased by every
/// <see cref="Uri"/>), and each byte that a host cannot hold, or would change the meaning of, written <c>--xx</c>.
/// Two names of models have one discovery name only when they differ in case alone.
/// </summary>
internal static class DiscoveryName
{
    /// <summary>Longest host name (RFC 1035 §2.3.4); Nacos itself would take 512.</summary>
    public const int MaxLength = 253;

    private const int MaxLabel = 63;

    public static bool TryCreate(string model, out string name)
    {
        var bytes = Encoding.UTF8.GetBytes(model.ToLowerInvariant());
        var looksLikeAddress = bytes.Length > 0 && char.IsAsciiDigit((char)bytes[0])
            && !Encoding.Latin1.GetString(bytes).AsSpan().ContainsAnyExcept(HostSafe.AddressCharacters);
        var pieces = new string[bytes.Length];
        var next = '.'; // The end of the name is the end of a label.
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            var c = (char)bytes[i];
            var startsLabel = i == 0 || bytes[i - 1] == '.';
            var keep = c switch
            {
                // Beside another hyphen it would be taken for the beginning of an escape; at a label's edge hosts do not have it.
                '-' => !startsLabel && next is not ('-' or '.'),
                // Uri refuses a third label, or a later one, that begins with a hyphen or an underscore.
                '.' => i > 0 && char.IsAsciiLetterOrDigit(next),
                // A first label that begins with an underscore is the endpoint name of a ServiceDiscovery query.
                '_' => i > 0,
                _ => HostSafe.HostCharacters.Contains(c) && !(i == 0 && looksLikeAddress),
            };
            pieces[i] = keep ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"--{bytes[i]:x2}");
            next = pieces[i][0];
        }

        name = string.Concat(pieces);
        if (name.Split('.').Any(label => label.Length > MaxLabel))
        {
            // Uri takes a longer label only as the first or second of a host.
            name = name.Replace(".", "--2e", StringComparison.Ordinal);
        }

        return name.Length is > 0 and <= MaxLength;
    }
}
