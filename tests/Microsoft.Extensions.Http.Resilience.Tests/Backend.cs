using System.Net;

namespace Microsoft.Extensions.Http.Resilience.Tests;

/// <summary>A backend in the place of the network: each attempt is a function of the test's.</summary>
internal sealed class Backend(Func<int, HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private int _attempts;

    public Backend(params HttpStatusCode[] answers)
        : this((attempt, _, _) => Task.FromResult(new HttpResponseMessage(answers[Math.Min(attempt, answers.Length) - 1])))
    {
    }

    public int Attempts => Volatile.Read(ref _attempts);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        answer(Interlocked.Increment(ref _attempts), request, cancellationToken);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();
}
