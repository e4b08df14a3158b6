using System.Net.Http.Headers;
using System.Text.Json;
using Nacos.V2.Exceptions;

namespace Nacos.V2.Naming.Http;

/// <summary>
/// Keeps the token of a logged-in user. 1.x to 3.1 log in at <c>/v1/auth/login</c>, 3.x at <c>/v3/auth/user/login</c>; the one that
/// answered last is tried first.
/// </summary>
internal sealed class AccessTokens(HttpClient http, ServerList servers, NacosSdkOptions options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _login = new(1, 1);
    private string[] _paths = ["v1/auth/login", "v3/auth/user/login"];
    private string? _token;
    private long _renewAt;

    public bool Enabled => !string.IsNullOrEmpty(options.UserName);

    /// <summary>The token last received, also when it is about to expire; null before the first login.</summary>
    public string? Latest => Volatile.Read(ref _token);

    public void Dispose() => _login.Dispose();

    /// <summary>Forgets a token that a server refused.</summary>
    public void Refused(string? token)
    {
        if (token is not null)
        {
            Interlocked.CompareExchange(ref _token, null, token);
        }
    }

    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (!Enabled)
        {
            return null;
        }

        if (Latest is { } token && time.GetTimestamp() < Volatile.Read(ref _renewAt))
        {
            return token;
        }

        await _login.WaitAsync(cancellationToken);
        try
        {
            if (Latest is { } renewed && time.GetTimestamp() < Volatile.Read(ref _renewAt))
            {
                return renewed;
            }

            var answer = await LoginAsync(cancellationToken);

            // Renewed after nine tenths of its life, so that a slow request still carries a valid one.
            Volatile.Write(ref _renewAt, time.GetTimestamp() + (answer.TimeToLive * time.TimestampFrequency * 9 / 10));
            Volatile.Write(ref _token, answer.AccessToken);
            return answer.AccessToken;
        }
        finally
        {
            _login.Release();
        }
    }

    private async Task<LoginAnswer> LoginAsync(CancellationToken cancellationToken)
    {
        var server = servers.Current;
        var failure = "";
        foreach (var path in _paths)
        {
            using var form = new StringContent(new Parameters().Add("username", options.UserName).Add("password", options.Password).ToString());
            form.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
            using var response = await http.PostAsync(new Uri(server, $"/{options.ContextPath.Trim('/')}/{path}"), form, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.IsSuccessStatusCode && Read(body) is { AccessToken.Length: > 0 } answer)
            {
                _paths = [path, .. _paths.Where(other => other != path)];
                return answer;
            }

            failure = $"{(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}";
        }

        throw new NacosException(NacosException.NO_RIGHT, $"Nacos at {server.GetLeftPart(UriPartial.Authority)} refused the login of user '{options.UserName}': {failure.Trim()}");
    }

    private static LoginAnswer? Read(byte[] body)
    {
        try
        {
            return NacosJson.Login(body);
        }
        catch (JsonException)
        {
            return null; // A page of a proxy or an unwrapped text: the caller reports the body as it is.
        }
    }
}
