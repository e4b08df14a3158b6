namespace Microsoft.Extensions.ServiceDiscovery.Http;

/// <summary>Creates HTTP handlers that resolve the host of each request, for clients that <c>IHttpClientFactory</c> does not make.</summary>
public interface IServiceDiscoveryHttpMessageHandlerFactory
{
    /// <summary>Puts service discovery in front of a handler.</summary>
    /// <param name="handler">The handler that sends the resolved request.</param>
    /// <returns>A handler that resolves, then sends.</returns>
    HttpMessageHandler CreateHandler(HttpMessageHandler handler);
}
