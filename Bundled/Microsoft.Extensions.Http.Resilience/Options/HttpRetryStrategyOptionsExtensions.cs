using System.Diagnostics.CodeAnalysis;
using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Keeps methods from being retried.</summary>
[Experimental("EXTEXP0001", UrlFormat = "https://aka.ms/dotnet-extensions-warnings/{0}")]
public static class HttpRetryStrategyOptionsExtensions
{
    /// <summary>Turns retries off for DELETE, POST, PUT, CONNECT and PATCH: a second one may do a second thing.</summary>
    /// <param name="options">The options.</param>
    public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions options) =>
        options.DisableFor(HttpMethod.Delete, HttpMethod.Post, HttpMethod.Put, HttpMethod.Connect, HttpMethod.Patch);

    /// <summary>Turns retries off for some methods.</summary>
    /// <param name="options">The options.</param>
    /// <param name="methods">The methods, at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="methods"/> is empty.</exception>
    public static void DisableFor(this HttpRetryStrategyOptions options, params HttpMethod[] methods)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(methods);
        if (methods.Length == 0)
        {
            throw new ArgumentException("Name at least one method.", nameof(methods));
        }

        var before = options.ShouldHandle;
        options.ShouldHandle = async arguments =>
        {
            var request = arguments.Outcome.Result?.RequestMessage ?? arguments.Context.GetRequestMessage();
            return (request is null || !methods.Contains(request.Method)) && await before(arguments);
        };
    }
}
