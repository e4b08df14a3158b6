using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Instrumentation.Diagnostics;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>Gives the framework's activity of a request, which has a constant name and no attributes, its name and attributes.</summary>
internal sealed class AspNetCoreTraceInstrumentation : IDisposable
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";
    private const string Start = Request + ".Start";
    private const string Stop = Request + ".Stop";
    private const string UnhandledByHandler = "Microsoft.AspNetCore.Diagnostics.UnhandledException";
    private const string Unhandled = "Microsoft.AspNetCore.Hosting.UnhandledException";

    private readonly AspNetCoreTraceInstrumentationOptions _options;
    private readonly DiagnosticListenerSubscription _subscription;

    public AspNetCoreTraceInstrumentation(AspNetCoreTraceInstrumentationOptions options)
    {
        _options = options;
        _subscription = new(
            "Microsoft.AspNetCore",
            static name => name is Request or Start or Stop or UnhandledByHandler or Unhandled,
            OnEvent);
    }

    public void Dispose() => _subscription.Dispose();

    private void OnEvent(string name, object? payload)
    {
        if (RequestActivity() is not { } activity)
        {
            return;
        }

        switch (name)
        {
            case Start when payload is HttpContext context:
                OnStart(activity, context);
                break;
            case Stop when payload is HttpContext context:
                HttpAttributes.AddResponse(activity, context);
                _options.EnrichWithHttpResponse?.Invoke(activity, context.Response);
                break;
            case UnhandledByHandler or Unhandled when Payload.Get<Exception>(payload, "exception") is { } exception:
                OnException(activity, exception);
                break;
        }
    }

    // An exception may surface while an activity of the application is still the current one.
    private static Activity? RequestActivity()
    {
        var activity = Activity.Current;
        while (activity is not null and not { OperationName: Request })
        {
            activity = activity.Parent;
        }

        return activity is { IsAllDataRequested: true } ? activity : null;
    }

    private void OnStart(Activity activity, HttpContext context)
    {
        var wanted = false;
        try
        {
            wanted = _options.Filter?.Invoke(context) ?? true;
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
            HttpAttributes.AddRequest(activity, context.Request);
            _options.EnrichWithHttpRequest?.Invoke(activity, context.Request);
        }
    }

    private void OnException(Activity activity, Exception exception)
    {
        activity.SetTag("error.type", exception.GetType().FullName);
        if (_options.RecordException)
        {
            activity.AddException(exception);
        }

        activity.SetStatus(ActivityStatusCode.Error);
        _options.EnrichWithException?.Invoke(activity, exception);
    }
}
