using System.Diagnostics;
using OpenTelemetry.Instrumentation.Diagnostics;

namespace OpenTelemetry.Instrumentation.Http;

/// <summary>
/// Runs the callbacks of the options. The activities and their attributes are the framework's own, so without callbacks there is
/// nothing to listen to.
/// </summary>
internal sealed class HttpClientTraceInstrumentation : IDisposable
{
    private const string Request = "System.Net.Http.HttpRequestOut";
    private const string Start = Request + ".Start";
    private const string Stop = Request + ".Stop";
    private const string Failure = "System.Net.Http.Exception";

    private readonly HttpClientTraceInstrumentationOptions _options;
    private readonly DiagnosticListenerSubscription? _subscription;

    public HttpClientTraceInstrumentation(HttpClientTraceInstrumentationOptions options)
    {
        _options = options;
        _subscription = options.AnyCallback
            ? new("HttpHandlerDiagnosticListener", static name => name is Request or Start or Stop or Failure, OnEvent)
            : null;
    }

    public void Dispose() => _subscription?.Dispose();

    private void OnEvent(string name, object? payload)
    {
        if (Activity.Current is not { IsAllDataRequested: true, OperationName: Request } activity)
        {
            return;
        }

        switch (name)
        {
            case Start when Payload.Get<HttpRequestMessage>(payload, "Request") is { } request:
                OnStart(activity, request);
                break;
            case Stop when Payload.Get<HttpResponseMessage>(payload, "Response") is { } response:
                _options.EnrichWithHttpResponseMessage?.Invoke(activity, response);
                break;
            case Failure when Payload.Get<Exception>(payload, "Exception") is { } exception:
                _options.EnrichWithException?.Invoke(activity, exception);
                break;
        }
    }

    private void OnStart(Activity activity, HttpRequestMessage request)
    {
        var wanted = false;
        try
        {
            wanted = _options.FilterHttpRequestMessage?.Invoke(request) ?? true;
        }
        finally
        {
            if (!wanted)
            {
                activity.IsAllDataRequested = false;
                activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }
        }

        if (wanted)
        {
            _options.EnrichWithHttpRequestMessage?.Invoke(activity, request);
        }
    }
}
