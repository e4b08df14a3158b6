using System.Net;
using System.Net.Http.Headers;
using Nacos.V2.Exceptions;

namespace Nacos.V2.Naming.Http;

/// <summary>Sends one request to the current server, and to the others when that one fails.</summary>
internal sealed class NacosTransport(HttpClient http, ServerList servers, AccessTokens tokens, NacosSdkOptions options, TimeProvider time)
{
    public async Task<byte[]> SendAsync(HttpMethod method, string path, Parameters parameters, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var limit = timeout ?? TimeSpan.FromMilliseconds(options.DefaultTimeOut);
        using var deadline = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        NacosException? failure = null;
        var loginRetried = false;
        for (var attempt = 0; attempt < servers.Count; attempt++)
        {
            var server = servers.Current;
            try
            {
                var token = await tokens.GetAsync(both.Token);
                using var request = Request(method, server, path, token is null ? parameters.ToString() : $"{parameters}&accessToken={Uri.EscapeDataString(token)}");
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
                var body = await response.Content.ReadAsByteArrayAsync(both.Token);
                if (response.IsSuccessStatusCode)
                {
                    return body;
                }

                failure = Refused(method, path, server, response.StatusCode, body);
                if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized && token is not null && !loginRetried)
                {
                    // The token may have been made by a server that restarted since: log in once more.
                    loginRetried = true;
                    tokens.Refused(token);
                    attempt--;
                    continue;
                }

                if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout))
                {
                    throw failure;
                }
            }
            catch (HttpRequestException error)
            {
                failure = new NacosException(NacosException.CLIENT_DISCONNECT, $"Nacos at {Authority(server)} cannot be reached: {error.Message}", error);
            }
            catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
            {
                servers.Leave(server);
                throw new NacosException(NacosException.CLIENT_DISCONNECT, $"Nacos at {Authority(server)} did not answer {method} {path} within {limit.TotalMilliseconds:0} ms.", error);
            }

            servers.Leave(server);
        }

        throw failure!;
    }

    private static string Authority(Uri server) => server.GetLeftPart(UriPartial.Authority);

    private static NacosException Refused(HttpMethod method, string path, Uri server, HttpStatusCode status, byte[] body)
        => new((int)status, $"Nacos at {Authority(server)} answered {method} {path} with {(int)status}: {System.Text.Encoding.UTF8.GetString(body).Trim()}");

    private HttpRequestMessage Request(HttpMethod method, Uri server, string path, string parameters)
    {
        var target = $"/{options.ContextPath.Trim('/')}/{path}";
        if (method != HttpMethod.Post)
        {
            return Named(new HttpRequestMessage(method, new Uri(server, $"{target}?{parameters}")));
        }

        // Metadata may be longer than a server allows in a request line.
        var form = new StringContent(parameters);
        form.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") { CharSet = "utf-8" };
        return Named(new HttpRequestMessage(method, new Uri(server, target)) { Content = form });
    }

    private static HttpRequestMessage Named(HttpRequestMessage request)
    {
        // Some versions answer differently to clients they do not know by this header.
        request.Headers.TryAddWithoutValidation("User-Agent", "Nacos-CSharp-Client:v1.3.10");
        request.Headers.TryAddWithoutValidation("Client-Version", "Nacos-CSharp-Client:v1.3.10");
        return request;
    }
}
