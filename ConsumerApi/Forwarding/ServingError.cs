using System.Globalization;
using System.Text;

namespace ConsumerApi.Forwarding;

/// <summary>TensorFlow Serving's error body: one key <c>error</c>, laid out and escaped as its JSON writer does.</summary>
internal static class ServingError
{
    public static Task WriteAsync(HttpContext context, int status, string message, int? retryAfterSeconds = null)
    {
        var body = Encoding.UTF8.GetBytes($"{{\n    \"error\": \"{Escape(message)}\"\n}}");
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (retryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        // A HEAD answer has no body; Kestrel refuses to write one.
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static string Escape(string message)
    {
        if (!message.AsSpan().ContainsAny("\"\\") && !message.Any(c => c < ' '))
        {
            return message;
        }

        var text = new StringBuilder(message.Length + 8);
        foreach (var c in message)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }
}
