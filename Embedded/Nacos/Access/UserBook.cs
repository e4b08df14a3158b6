using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Embedded.Nacos.Access;

/// <summary>
/// The users and who of them is logged in. Both live as long as the server: after a restart the first administrator is made again, as in a
/// container of the original that lost its disk.
/// </summary>
internal sealed class UserBook(TimeProvider clock)
{
    /// <summary>The original's <c>nacos.core.auth.plugin.nacos.token.expire.seconds</c>.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(18000);

    /// <summary>The name that the first administrator gets, whatever is asked.</summary>
    public const string Administrator = "nacos";

    private readonly ConcurrentDictionary<string, byte[]> _passwords = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);

    /// <summary>Makes the first administrator; false when there is one.</summary>
    public bool TryAddAdministrator(string password) => _passwords.TryAdd(Administrator, Hash(password));

    public bool Has(string user) => _passwords.ContainsKey(user);

    public bool IsPassword(string user, string password) => _passwords.TryGetValue(user, out var hash) && CryptographicOperations.FixedTimeEquals(hash, Hash(password));

    /// <summary>A token for a user whose password was right.</summary>
    public string Login()
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _tokens.Where(token => token.Value <= now))
        {
            _tokens.TryRemove(old, out _);
        }

        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _tokens[made] = now + TokenLife;
        return made;
    }

    public bool IsToken(string token) => _tokens.TryGetValue(token, out var end) && end > clock.GetUtcNow();

    // Passwords are generated and live in this memory only; the hash makes their comparison take the same time whatever their length.
    private static byte[] Hash(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));
}
