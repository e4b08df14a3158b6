namespace Embedded.TensorFlowServing.Rest;

/// <summary>Bodies with exactly the headers that the original sends.</summary>
internal static class Pages
{
    /// <summary>A body with its type; the status is set before.</summary>
    public static async Task WriteAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>The page for what is not part of the API; the connection ends with it.</summary>
    public static Task WriteAsync(HttpContext context, int status, string title)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Connection = "close";
        var page = $"<HTML><HEAD>\n<TITLE>{status} {title}</TITLE>\n</HEAD><BODY>\n<H1>{title}</H1>\n</BODY></HTML>\n";
        return WriteAsync(context, "text/html", System.Text.Encoding.ASCII.GetBytes(page));
    }
}
