using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

internal static class PasswordGenerator
{
    // Look-alikes are left out, and so are characters that break URLs or shells.
    private const string LowerChars = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperChars = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string NumericChars = "0123456789";
    private const string SpecialChars = "-_.{}~()*+!";

    public static string Generate(GenerateParameterDefault rule)
    {
        (bool Allowed, string Chars, int Least)[] kinds =
        [
            (rule.Lower, LowerChars, rule.MinLower),
            (rule.Upper, UpperChars, rule.MinUpper),
            (rule.Numeric, NumericChars, rule.MinNumeric),
            (rule.Special, SpecialChars, rule.MinSpecial),
        ];
        if (kinds.Any(k => !k.Allowed && k.Least > 0))
        {
            throw new ArgumentException("A minimum was given for a kind of character that is not allowed.");
        }

        var all = string.Concat(kinds.Where(k => k.Allowed).Select(k => k.Chars));
        if (all.Length == 0)
        {
            throw new ArgumentException("At least one kind of character must be allowed.");
        }

        var value = new List<char>();
        foreach (var (_, chars, least) in kinds)
        {
            value.AddRange(RandomNumberGenerator.GetItems<char>(chars, least));
        }

        value.AddRange(RandomNumberGenerator.GetItems<char>(all, Math.Max(0, rule.MinLength - value.Count)));
        var result = value.ToArray();
        RandomNumberGenerator.Shuffle(result.AsSpan());
        return new string(result);
    }
}
