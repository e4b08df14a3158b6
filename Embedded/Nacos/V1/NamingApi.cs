using System.Collections.Frozen;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;
using Embedded.Nacos.Settings;

namespace Embedded.Nacos.V1;

/// <summary>The naming API below <c>/v1/ns</c>: the original's filters in its order, then the call.</summary>
internal sealed class NamingApi
{
    public const string Prefix = "/v1/ns";

    private readonly FrozenDictionary<string, FrozenDictionary<string, Func<NamingCall, Reply>>> _calls;
    private readonly Switches _switches;
    private readonly bool _checkParameters;

    public NamingApi(IEnumerable<INamingHandlers> handlers, Switches switches, NacosSettings settings)
    {
        _switches = switches;
        _checkParameters = settings.ParameterCheck;
        var calls = new Dictionary<string, Dictionary<string, Func<NamingCall, Reply>>>();
        foreach (var group in handlers)
        {
            group.Map((method, path, call) =>
            {
                if (!calls.TryGetValue(Prefix + path, out var methods))
                {
                    calls[Prefix + path] = methods = [];
                }

                methods.Add(method, call);
            });
        }

        _calls = calls.ToFrozenDictionary(static path => path.Key, static path => path.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>Answers one request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below the context path, without a slash at the end.</param>
    /// <param name="fullPath">The path as the client wrote it, for error texts.</param>
    /// <param name="userAgent">Who asks; other servers pass whatever the state.</param>
    /// <param name="parameters">Query and form.</param>
    /// <exception cref="RefusalException">It cannot be served.</exception>
    public Reply Handle(string method, string path, string fullPath, string? userAgent, RequestParameters parameters)
    {
        AdmitTraffic(method, userAgent);
        var call = new NamingCall(parameters);
        if (!_calls.TryGetValue(path, out var methods) || !methods.TryGetValue(method, out var handler))
        {
            throw new RefusalException(StatusCodes.Status501NotImplemented, $"no such api:{method}:{fullPath}", RefusalForm.Document);
        }

        if (_checkParameters)
        {
            ParameterCheck.Verify(call);
        }

        return handler(call);
    }

    private void AdmitTraffic(string method, string? userAgent)
    {
        var status = _switches.Status;
        var admitted = status switch
        {
            ServerStatus.Up => true,
            ServerStatus.ReadOnly => method == "GET",
            ServerStatus.WriteOnly => method != "GET",
            _ => false,
        };
        if (!admitted && userAgent?.StartsWith("Nacos-Server", StringComparison.Ordinal) != true)
        {
            throw new RefusalException(StatusCodes.Status503ServiceUnavailable, $"server is {SwitchesJson.Spell(status)}now, please try again later!");
        }
    }
}
