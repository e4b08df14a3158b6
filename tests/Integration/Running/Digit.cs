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
}
