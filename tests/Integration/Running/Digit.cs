using System.Net.Http.Json;

namespace Rollcall.Integration.Running;

/// <summary>A request for the digits model.</summary>
internal static class Digit
{
    /// <summary>One 8×8 image; what it shows does not matter here.</summary>
    public static HttpContent Request()
        => JsonContent.Create(new
        {
            instances = new[]
            {
                Enumerable.Range(0, 8).Select(row => Enumerable.Range(0, 8).Select(column => new[] { (float)(((row * 7) + (column * 5)) % 17) })),
            },
        });

    /// <summary>Asks once.</summary>
    public static async Task<Answer> AskAsync(HttpClient consumer, string path)
    {
        try
        {
            using var response = await consumer.PostAsync(path, Request());
            var body = await response.Content.ReadAsStringAsync();
            return new Answer((int)response.StatusCode, response.Headers.TryGetValues("x-rollcall-node", out var nodes) ? nodes.Single() : null, body);
        }
        catch (HttpRequestException error)
        {
            return new Answer(0, null, error.Message);
        }
    }
}
