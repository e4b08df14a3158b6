using System.Globalization;
using System.Text;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>
/// Unicode's full case mapping, which TensorFlow takes from ICU: some letters become two, and a sigma at the end of a word has a
/// form of its own. .NET maps single characters only.
/// </summary>
internal static class FullCase
{
    // Letters whose capitals are several characters.
    private static readonly Dictionary<char, string> s_upper =
        ("ß=SS ŉ=ʼN ǰ=J\u030C ΐ=Ι\u0308\u0301 ΰ=Υ\u0308\u0301 և=ԵՒ ẖ=H\u0331 ẗ=T\u0308 ẘ=W\u030A ẙ=Y\u030A ẚ=Aʾ "
        + "ﬀ=FF ﬁ=FI ﬂ=FL ﬃ=FFI ﬄ=FFL ﬅ=ST ﬆ=ST ﬓ=ՄՆ ﬔ=ՄԵ ﬕ=ՄԻ ﬖ=ՎՆ ﬗ=ՄԽ")
        .Split(' ').ToDictionary(pair => pair[0], pair => pair[2..]);

    public static string Upper(string text)
    {
        var result = new StringBuilder(text.ToUpperInvariant());
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (s_upper.TryGetValue(text[i], out var longer))
            {
                result.Remove(i, 1).Insert(i, longer);
            }
        }

        return result.ToString();
    }

    public static string Lower(string text)
    {
        var result = new StringBuilder(text.ToLowerInvariant());
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] == 'Σ' && IsLetterBeside(text, i, -1) && !IsLetterBeside(text, i, 1))
            {
                result[i] = 'ς';
            }
            else if (text[i] == 'İ')
            {
                result.Remove(i, 1).Insert(i, "i\u0307");
            }
        }

        return result.ToString();
    }

    // Marks and apostrophes do not end a word.
    private static bool IsLetterBeside(string text, int at, int step)
    {
        for (at += step; at >= 0 && at < text.Length; at += step)
        {
            if (text[at] is not ('\'' or '’') && char.GetUnicodeCategory(text[at]) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.ModifierSymbol))
            {
                return char.IsLetter(text[at]);
            }
        }

        return false;
    }
}
