using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>Options of the traces of incoming requests.</summary>
public class AspNetCoreTraceInstrumentationOptions
{
    /// <summary>Says which requests are traced. One that throws means no.</summary>
    /// <value>Default: all.</value>
    public Func<HttpContext, bool>? Filter { get; set; }

    /// <summary>Adds to the activity of a request that has come in.</summary>
    public Action<Activity, HttpRequest>? EnrichWithHttpRequest { get; set; }

    /// <summary>Adds to the activity of a request that has been answered.</summary>
    public Action<Activity, HttpResponse>? EnrichWithHttpResponse { get; set; }

    /// <summary>Adds to the activity of a request that failed with an exception nobody handled.</summary>
    public Action<Activity, Exception>? EnrichWithException { get; set; }

    /// <summary>Whether such an exception is recorded as an event of the activity.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool RecordException { get; set; }
}
