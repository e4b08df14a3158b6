using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The official rules for names of resources and endpoints.</summary>
internal static class ModelName
{
    // Names become DNS labels and container names.
    private const int MaxLength = 64;

    public static void ValidateName(string target, string name)
    {
        if (!TryValidateName(target, name, out var message))
        {
            throw new ArgumentException(message, nameof(name));
        }
    }

    public static bool TryValidateName(string target, string name, [NotNullWhen(false)] out string? message)
    {
        var prefix = $"{target} name '{name}' is invalid. ";
        message = name switch
        {
            _ when name.Length is < 1 or > MaxLength => $"{prefix}Name must be between 1 and {MaxLength} characters long.",
            _ when name.Contains("--", StringComparison.Ordinal) => $"{prefix}Name cannot contain consecutive hyphens.",
            _ when !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') => $"{prefix}Name must contain only ASCII letters, digits, and hyphens.",
            _ when !char.IsAsciiLetter(name[0]) => $"{prefix}Name must start with an ASCII letter.",
            _ when name[^1] == '-' => $"{prefix}Name cannot end with a hyphen.",
            _ => null,
        };
        return message is null;
    }
}
