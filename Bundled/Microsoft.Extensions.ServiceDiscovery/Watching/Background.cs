namespace Microsoft.Extensions.ServiceDiscovery.Watching;

/// <summary>Starts work that outlives the request which caused it outside that request's trace and async locals.</summary>
internal static class Background
{
    public static T Start<TState, T>(TState state, Func<TState, T> start)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return start(state);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return start(state);
        }
    }
}
