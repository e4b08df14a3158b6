namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command that is a request is made and shown.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>Picks the endpoint.</summary>
    public Func<EndpointReference>? EndpointSelector { get; set; }

    /// <summary>Name of the HTTP client; null means the default one.</summary>
    public string? HttpClientName { get; set; }

    /// <summary>Method; null means POST.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>Changes the request before it is sent.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Judges the response; null means that 2xx is success.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }
}

/// <summary>A request before it is sent.</summary>
public sealed class HttpCommandRequestContext
{
    /// <summary>Services of the AppHost.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The resource.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Where it goes.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Cancelled when the caller gives up.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Sends it.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The request.</summary>
    public required HttpRequestMessage Request { get; init; }
}

/// <summary>A response to judge.</summary>
public sealed class HttpCommandResultContext
{
    /// <summary>Services of the AppHost.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The resource.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Where it came from.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Cancelled when the caller gives up.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Received it.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The response.</summary>
    public required HttpResponseMessage Response { get; init; }
}
