using System.Diagnostics;

namespace OpenTelemetry.Instrumentation.Http;

/// <summary>Options of the traces of HTTP clients.</summary>
public class HttpClientTraceInstrumentationOptions
{
    /// <summary>Says which requests are traced. One that throws means no.</summary>
    /// <value>Default: all.</value>
    public Func<HttpRequestMessage, bool>? FilterHttpRequestMessage { get; set; }

    /// <summary>Adds to the activity of a request that is about to be sent.</summary>
    public Action<Activity, HttpRequestMessage>? EnrichWithHttpRequestMessage { get; set; }

    /// <summary>Adds to the activity of a request that was answered.</summary>
    public Action<Activity, HttpResponseMessage>? EnrichWithHttpResponseMessage { get; set; }

    /// <summary>Adds to the activity of a request that failed.</summary>
    public Action<Activity, Exception>? EnrichWithException { get; set; }

    internal bool AnyCallback =>
        FilterHttpRequestMessage is not null
        || EnrichWithHttpRequestMessage is not null
        || EnrichWithHttpResponseMessage is not null
        || EnrichWithException is not null;
}
