using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nacos.V2;
using Nacos.V2.Exceptions;

namespace Agent.Registration;

/// <summary>
/// Makes the user that the agent logs in as. A Nacos of 2.4 or later has none until somebody asks for the first administrator, which works once;
/// one that runs without a disk has none again after each start.
/// </summary>
internal sealed class FirstAdministrator(AgentOptions options, IOptions<NacosSdkOptions> registry, ILogger<FirstAdministrator> logger)
{
    /// <summary>The name that Nacos gives its first administrator.</summary>
    public const string Name = "nacos";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    /// <summary>2.x, then 3.x.</summary>
    private static readonly string[] s_paths = ["v1/auth/users/admin", "v3/auth/user/admin"];

    private bool _saidThere;

    /// <summary>Asks for the user when a login was refused. Whether it worked is seen by the next login.</summary>
    public async Task MakeAsync(Exception failure, CancellationToken cancellationToken)
    {
        if (!options.CreateAdministrator || failure is not NacosException { ErrorCode: var code } || code != NacosException.NO_RIGHT)
        {
            return;
        }

        foreach (var server in registry.Value.ServerAddresses)
        {
            foreach (var path in s_paths)
            {
                if (await AskAsync($"{server.TrimEnd('/')}/{registry.Value.ContextPath.Trim('/')}/{path}", cancellationToken))
                {
                    break;
                }
            }
        }
    }

    /// <returns>Whether the server knows the call.</returns>
    private async Task<bool> AskAsync(string url, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { Timeout = s_limit };
        using var form = new StringContent($"password={Uri.EscapeDataString(registry.Value.Password ?? "")}", MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));
        try
        {
            using var answer = await client.PostAsync(new Uri(url), form, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                return false;
            }

            if (!text.Contains("\"code\":409", StringComparison.Ordinal))
            {
                Log.AdministratorMade(logger, Name);
            }
            else if (!_saidThere)
            {
                // Also seen for some seconds after the user was made: Nacos reads its users from a cache.
                _saidThere = true;
                Log.AdministratorThere(logger, Name);
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return true; // Away; the registration says so, and what comes next is its next attempt.
        }
    }
}
