using Nacos.V2.Naming.Dtos;
using Nacos.V2.Naming.Http;

namespace Nacos.V2.Naming.Beat;

/// <summary>An instance kept alive by beats, and its requests encoded once.</summary>
internal sealed class BeatTarget(string namespaceId, ServiceKey service, Instance instance) : IDisposable
{
    private readonly string _form = Parameters.Of(namespaceId, service, instance).ToString();
    private readonly string _registerForm = Parameters.Of(namespaceId, service, instance).AddDetails(instance).ToString();
    private (Uri Server, string? Token) _encodedFor;
    private byte[] _beat = [];

    public ServiceKey Service => service;

    public Instance Instance => instance;

    /// <summary>Time between two beats; the server may change it.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(Math.Max(instance.GetInstanceHeartBeatInterval(), 100));

    /// <summary>
    /// Held while a beat of this instance is under way. Who removes the instance takes it first: otherwise a beat answered "unknown"
    /// could register the instance again after it was deregistered.
    /// </summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Set, under <see cref="Gate"/>, when the instance was removed or replaced.</summary>
    public bool Removed { get; set; }

    public void Dispose() => Gate.Dispose();

    /// <summary>A light beat: no body of its own, so the server never takes the instance's fields from it.</summary>
    public byte[] Beat(Uri server, string contextPath, string? token)
    {
        if (_encodedFor != (server, token))
        {
            _beat = BlockingConnection.Encode(server, "PUT", $"/{contextPath}/v1/ns/instance/beat?{With(_form, token)}", "");
            _encodedFor = (server, token);
        }

        return _beat;
    }

    public byte[] Register(Uri server, string contextPath, string? token)
        => BlockingConnection.Encode(server, "POST", $"/{contextPath}/v1/ns/instance", With(_registerForm, token));

    private static string With(string form, string? token)
        => token is null ? form : $"{form}&accessToken={Uri.EscapeDataString(token)}";
}
