using Embedded.Nacos.Http;
using Embedded.Nacos.Settings;
using Embedded.Nacos.V1;

namespace Embedded.Nacos.Access;

/// <summary>Lets in who is logged in, where <c>nacos.core.auth.enabled</c> says so.</summary>
internal sealed class AccessCheck(NacosSettings settings, UserBook users)
{
    private const string Bearer = "Bearer ";
    private const string TokenName = "accessToken";

    /// <exception cref="RefusalException">It is not for this caller.</exception>
    public void Admit(string method, string path, IHeaderDictionary headers, RequestParameters parameters)
    {
        if (!settings.Auth || IsOpen(method, path))
        {
            return;
        }

        if (parameters.Find("username") is { } user && parameters.Find("password") is { } password && users.IsPassword(user, password))
        {
            return;
        }

        var token = parameters.Find(TokenName) ?? headers[TokenName].FirstOrDefault()
            ?? (headers.Authorization.FirstOrDefault() is { } header && header.StartsWith(Bearer, StringComparison.Ordinal) ? header[Bearer.Length..] : null);
        if (token is null || !users.IsToken(token))
        {
            throw new RefusalException(StatusCodes.Status403Forbidden, token is null ? "user not found!" : "token invalid!", RefusalForm.Document);
        }
    }

    /// <summary>What tools watch a server by.</summary>
    private static bool IsOpen(string method, string path) => path == NamingApi.Prefix + "/operator/metrics" || (method == "GET" && path == NamingApi.Prefix + "/operator/switches");
}
