using System.Text;

namespace Aspire.Dashboard.Pages;

/// <summary>Writes server-sent events.</summary>
internal static class EventStream
{
    public static async Task BeginAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    /// <summary>Writes an event; its data is one line.</summary>
    public static Task SendAsync(HttpContext context, string name, string data, CancellationToken cancellationToken) =>
        WriteAsync(context, $"event: {name}\ndata: {data}\n\n", cancellationToken);

    /// <summary>Writes nothing that a page sees: it shows whether the page is still there.</summary>
    public static Task KeepAliveAsync(HttpContext context, CancellationToken cancellationToken) => WriteAsync(context, ":\n\n", cancellationToken);

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
