using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Registry.Bridge;

/// <summary>
/// Model name ⇄ Nacos group. A group may hold ASCII letters, digits and <c>- _ : .</c>, up to 128 characters (Nacos 2.3 and later check it).
/// Every other byte of the UTF-8 name, and the colon itself, becomes <c>:XX</c> in upper-case hexadecimal: <c>org/net</c> ⇄ <c>org:2Fnet</c>.
/// </summary>
internal static class GroupName
{
    /// <summary>Longest group that Nacos takes.</summary>
    public const int MaxLength = 128;

    /// <summary>The group of the index instances; a model of this name would mix its versions with them, so its first letter is escaped.</summary>
    public const string Default = "DEFAULT_GROUP";

    public static string Escape(string model)
    {
        if (model == Default)
        {
            return $":44{Default[1..]}";
        }

        if (!model.AsSpan().ContainsAnyExcept(HostSafe.GroupCharacters))
        {
            return model;
        }

        var escaped = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(model))
        {
            if (b < 0x80 && HostSafe.GroupCharacters.Contains((char)b))
            {
                escaped.Append((char)b);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $":{b:X2}");
            }
        }

        return escaped.ToString();
    }

    /// <summary>Reads a group back; false when it is not what <see cref="Escape"/> writes, so that a name has one group only.</summary>
    public static bool TryUnescape(string group, [NotNullWhen(true)] out string? model)
    {
        model = null;
        var bytes = new List<byte>(group.Length);
        for (var i = 0; i < group.Length; i++)
        {
            if (group[i] != ':')
            {
                bytes.Add((byte)group[i]);
            }
            else if (i + 2 < group.Length && byte.TryParse(group.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
            {
                bytes.Add(b);
                i += 2;
            }
            else
            {
                return false;
            }
        }

        var decoded = Encoding.UTF8.GetString([.. bytes]);
        if (decoded.Length == 0 || Escape(decoded) != group)
        {
            return false;
        }

        model = decoded;
        return true;
    }
}
