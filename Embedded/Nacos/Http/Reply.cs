using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Embedded.Nacos.Http;

/// <summary>What to answer: made without I/O, written once.</summary>
internal readonly record struct Reply(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    private const string TextType = "text/plain;charset=UTF-8";
    private const string JsonType = "application/json";

    /// <summary>Beyond this a body is awaited piece by piece, so that a slow reader does not make the server hold it twice.</summary>
    private const int LargeBody = 32 * 1024;

    private static readonly JsonWriterOptions s_options = new()
    {
        // The original escapes nothing that JSON does not make it escape, but writes characters beyond the basic plane as surrogates.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static Reply Ok { get; } = Text(StatusCodes.Status200OK, "ok");

    public static Reply Text(int status, string text) => new(status, TextType, Encoding.UTF8.GetBytes(text));

    public static Reply Json(ReadOnlyMemory<byte> body, int status = StatusCodes.Status200OK) => new(status, JsonType, body);

    public static Reply Json<TState>(TState state, Action<Utf8JsonWriter, TState> write, int status = StatusCodes.Status200OK) =>
        Json(Render(state, write), status);

    public static byte[] Render<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            write(writer, state);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The error document of the original's web framework.</summary>
    public static Reply Document(int status, string message, string path, TimeProvider clock) => Json(
        (status, message, path, time: clock.GetUtcNow()),
        static (writer, error) =>
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", error.time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+00:00'", System.Globalization.CultureInfo.InvariantCulture));
            writer.WriteNumber("status", error.status);
            writer.WriteString("error", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(error.status));
            writer.WriteString("message", error.message);
            writer.WriteString("path", error.path);
            writer.WriteEndObject();
        },
        status);

    public static Reply From(RefusalException refusal, string path, TimeProvider clock) => refusal.Form switch
    {
        RefusalForm.Document => Document(refusal.Status, refusal.Message, path, clock),
        RefusalForm.Bare => new(refusal.Status, null, Encoding.UTF8.GetBytes(refusal.Message + "\r\n")),
        _ => Text(refusal.Status, refusal.Message),
    };

    public ValueTask WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        if (Body.Length > LargeBody)
        {
            return response.Body.WriteAsync(Body, response.HttpContext.RequestAborted);
        }

        // Not flushed: the server sends head and body in one segment when the request ends.
        response.BodyWriter.Write(Body.Span);
        return ValueTask.CompletedTask;
    }
}
