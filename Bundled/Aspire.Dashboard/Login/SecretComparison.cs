using System.Security.Cryptography;
using System.Text;

namespace Aspire.Dashboard.Login;

/// <summary>Compares secrets in a time that says nothing of where they differ, nor of how long they are.</summary>
internal static class SecretComparison
{
    /// <summary>Whether a value that somebody gave is one of the secrets; null and empty secrets never match.</summary>
    public static bool Matches(string? given, params ReadOnlySpan<string?> secrets)
    {
        Span<byte> givenHash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> secretHash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(given ?? ""), givenHash);
        var matches = false;
        foreach (var secret in secrets)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""), secretHash);
            matches |= CryptographicOperations.FixedTimeEquals(givenHash, secretHash) & !string.IsNullOrEmpty(secret);
        }

        return matches;
    }
}
