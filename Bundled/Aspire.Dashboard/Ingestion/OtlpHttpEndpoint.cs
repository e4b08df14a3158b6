using Aspire.Dashboard.Login;
using Aspire.Dashboard.Wire;
using Microsoft.Net.Http.Headers;

namespace Aspire.Dashboard.Ingestion;

/// <summary>OTLP/HTTP, in protobuf and in JSON; the answer has the form of the request.</summary>
internal sealed partial class OtlpHttpEndpoint(IEnumerable<ISignal> signals, OtlpKeys keys, ILogger<OtlpHttpEndpoint> logger)
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    private readonly Dictionary<string, ISignal> _signals = signals.ToDictionary(s => s.HttpPath, StringComparer.Ordinal);

    public async Task HandleAsync(HttpContext context)
    {
        if (!_signals.TryGetValue(context.Request.Path.Value ?? "", out var signal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "POST";
            return;
        }

        var isJson = MediaType(context.Request) == Json;
        if (!keys.Allows(context.Request))
        {
            await FailAsync(context, isJson, StatusCodes.Status401Unauthorized, GrpcStatus.Unauthenticated, OtlpKeys.Refusal);
            return;
        }

        if (!isJson && MediaType(context.Request) != Protobuf)
        {
            await FailAsync(context, isJson: true, StatusCodes.Status415UnsupportedMediaType, GrpcStatus.InvalidArgument, $"send {Protobuf} or {Json}");
            return;
        }

        try
        {
            var result = await ExportAsync(context, signal, isJson);
            await AnswerAsync(context, isJson, isJson ? ExportResponse.Json(result, signal.RejectedName) : ExportResponse.Protobuf(result));
        }
        catch (NotSupportedException exception)
        {
            await FailAsync(context, isJson, StatusCodes.Status415UnsupportedMediaType, GrpcStatus.InvalidArgument, exception.Message);
        }
        catch (Exception exception) when (exception is OtlpFormatException or InvalidDataException)
        {
            await FailAsync(context, isJson, StatusCodes.Status400BadRequest, GrpcStatus.InvalidArgument, exception.Message);
        }
        catch (RequestTooLargeException exception)
        {
            await FailAsync(context, isJson, StatusCodes.Status413PayloadTooLarge, GrpcStatus.ResourceExhausted, exception.Message);
        }
        catch (BadHttpRequestException exception)
        {
            await FailAsync(context, isJson, exception.StatusCode, GrpcStatus.InvalidArgument, exception.Message);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && exception is not IOException)
        {
            LogFailed(logger, signal.HttpPath, exception);
            await FailAsync(context, isJson, StatusCodes.Status500InternalServerError, GrpcStatus.Internal, "the dashboard failed to store this; its log says why");
        }
    }

    private static async Task<IngestResult> ExportAsync(HttpContext context, ISignal signal, bool isJson)
    {
        using var body = await BodyBuffer.ReadAsync(context.Request, OtlpLimits.HttpBytes);
        switch (context.Request.Headers.ContentEncoding.ToString().ToLowerInvariant())
        {
            case "" or "identity":
                return Store(signal, body.Written, isJson);
            case "gzip":
                using (var unpacked = await BodyBuffer.UnpackAsync(body.Written, OtlpLimits.HttpBytes, context.RequestAborted))
                {
                    return Store(signal, unpacked.Written, isJson);
                }

            case var other:
                throw new NotSupportedException($"content encoding '{other}' is not known: send gzip or plain");
        }
    }

    private static IngestResult Store(ISignal signal, ReadOnlyMemory<byte> body, bool isJson)
    {
        var message = isJson ? OtlpJsonReader.Read(body, signal.Schema) : body;
        OtlpValidator.Check(message.Span, signal.Schema);
        return signal.Store(message.Span);
    }

    private static string? MediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() : null;

    private static Task FailAsync(HttpContext context, bool isJson, int status, GrpcStatus code, string message)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.StatusCode = status;
        return AnswerAsync(context, isJson, isJson ? ExportResponse.StatusJson(code, message) : ExportResponse.StatusProtobuf(code, message));
    }

    private static async Task AnswerAsync(HttpContext context, bool isJson, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = isJson ? Json : Protobuf;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    [LoggerMessage(201, LogLevel.Error, "A request of {Path} failed")]
    private static partial void LogFailed(ILogger logger, string path, Exception exception);
}
