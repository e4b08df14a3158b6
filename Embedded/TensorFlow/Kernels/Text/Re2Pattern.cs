using System.Text;
using System.Text.RegularExpressions;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>
/// Patterns of RE2, which TensorFlow uses, as .NET's. Both are nearly one language; what differs is rewritten: the classes of
/// Perl are ASCII in RE2, <c>$</c> means the very end, and POSIX classes have names. Matching takes linear time in both.
/// </summary>
internal static class Re2Pattern
{
    private static readonly Dictionary<string, string> s_posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\x00-\x7F",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    public static Regex Whole(string pattern) => Create(@"\A(?:" + Translate(pattern) + @")\z", pattern);

    public static Regex Compile(string pattern) => Create(Translate(pattern), pattern);

    /// <summary>The replacement text: <c>\1</c> is a group in RE2, <c>$1</c> in .NET.</summary>
    public static string Rewrite(string rewrite)
    {
        var text = new StringBuilder();
        for (var i = 0; i < rewrite.Length; i++)
        {
            if (rewrite[i] == '\\' && i + 1 < rewrite.Length)
            {
                i++;
                text.Append(char.IsAsciiDigit(rewrite[i]) ? $"${{{rewrite[i]}}}" : rewrite[i] == '\\' ? "\\" : throw Invalid(rewrite, "Rewrite schema error"));
            }
            else
            {
                text.Append(rewrite[i] == '$' ? "$$" : rewrite[i].ToString());
            }
        }

        return text.ToString();
    }

    private static Regex Create(string translated, string pattern)
    {
        try
        {
            return new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Invalid(pattern, e.Message);
        }
    }

    private static TensorFlowException Invalid(string pattern, string why) =>
        TensorFlowException.InvalidArgument($"Invalid pattern: {pattern}, error: {why}");

    private static string Translate(string pattern)
    {
        var text = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            switch (pattern[i])
            {
                case '\\' when i + 1 < pattern.Length:
                    i += Escape(text, rest, inClass);
                    break;
                case '[' when inClass && rest.StartsWith("[:") && rest.IndexOf(":]") is > 0 and var end && s_posix.TryGetValue(rest[2..end].ToString(), out var posix):
                    text.Append(posix);
                    i += end + 1;
                    break;
                case '[' when inClass:
                    text.Append(@"\[");
                    break;
                case '[':
                    inClass = true;
                    text.Append('[');
                    i += Opening(text, pattern.AsSpan(i + 1));
                    break;
                case ']' when inClass:
                    inClass = false;
                    text.Append(']');
                    break;
                case '$' when !inClass:
                    text.Append(@"\z");
                    break;
                case '(' when !inClass && rest.StartsWith("(?P<"):
                    text.Append("(?<");
                    i += 3;
                    break;
                default:
                    text.Append(pattern[i]);
                    break;
            }
        }

        return text.ToString();
    }

    // A bracket right after the opening of a class stands for itself.
    private static int Opening(StringBuilder text, ReadOnlySpan<char> rest)
    {
        var taken = rest.StartsWith("^") ? 1 : 0;
        text.Append(rest[..taken]);
        if (rest[taken..].StartsWith("]"))
        {
            text.Append(@"\]");
            taken++;
        }

        return taken;
    }

    // Returns how many characters after the backslash were taken.
    private static int Escape(StringBuilder text, ReadOnlySpan<char> rest, bool inClass)
    {
        var ascii = rest[1] switch
        {
            'd' => "0-9",
            'w' => "0-9A-Za-z_",
            's' => @"\t\n\f\r ",
            _ => null,
        };
        if (ascii is not null)
        {
            text.Append(inClass ? ascii : $"[{ascii}]");
            return 1;
        }

        var negated = rest[1] switch
        {
            'D' => "[^0-9]",
            'W' => "[^0-9A-Za-z_]",
            'S' => @"[^\t\n\f\r ]",
            _ => null,
        };
        if (negated is not null && !inClass)
        {
            text.Append(negated);
            return 1;
        }

        // \pL is short for \p{L}.
        if (rest[1] is 'p' or 'P' && rest.Length > 2 && rest[2] != '{')
        {
            text.Append('\\').Append(rest[1]).Append('{').Append(rest[2]).Append('}');
            return 2;
        }

        text.Append('\\').Append(rest[1]);
        return 1;
    }
}
