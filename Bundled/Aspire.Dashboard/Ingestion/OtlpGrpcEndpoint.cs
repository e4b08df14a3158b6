using System.Buffers.Binary;
using System.Globalization;
using Aspire.Dashboard.Login;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Ingestion;

/// <summary>
/// OTLP/gRPC. A unary call is one POST over HTTP/2: five bytes before each message (packed or not, length), and the outcome in the
/// trailers. That is all a collector needs of gRPC.
/// </summary>
internal sealed partial class OtlpGrpcEndpoint(IEnumerable<ISignal> signals, OtlpKeys keys, ILogger<OtlpGrpcEndpoint> logger)
{
    private const string ContentType = "application/grpc";
    private const int PrefixLength = 5;

    private readonly Dictionary<string, ISignal> _signals = signals.ToDictionary(s => s.GrpcPath, StringComparer.Ordinal);

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) is not true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        context.Response.ContentType = ContentType;
        if (!keys.Allows(context.Request))
        {
            // Clients read the trailer, people and proxies the status.
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            Fail(context, GrpcStatus.Unauthenticated, OtlpKeys.Refusal);
            return;
        }

        if (!_signals.TryGetValue(context.Request.Path.Value ?? "", out var signal))
        {
            Fail(context, GrpcStatus.Unimplemented, "the dashboard has no such method");
            return;
        }

        try
        {
            await ExportAsync(context, signal);
        }
        catch (OtlpFormatException exception)
        {
            Fail(context, GrpcStatus.InvalidArgument, exception.Message);
        }
        catch (InvalidDataException exception)
        {
            Fail(context, GrpcStatus.InvalidArgument, exception.Message);
        }
        catch (RequestTooLargeException exception)
        {
            Fail(context, GrpcStatus.ResourceExhausted, exception.Message);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && exception is not BadHttpRequestException and not IOException)
        {
            LogFailed(logger, signal.GrpcPath, exception);
            Fail(context, GrpcStatus.Internal, "the dashboard failed to store this; its log says why");
        }
    }

    private static async Task ExportAsync(HttpContext context, ISignal signal)
    {
        using var body = await BodyBuffer.ReadAsync(context.Request, OtlpLimits.GrpcBytes + PrefixLength);
        var (isPacked, message) = Unframe(body.Written);
        if (!isPacked)
        {
            await AnswerAsync(context, Store(signal, message.Span));
            return;
        }

        if (context.Request.Headers["grpc-encoding"] != "gzip")
        {
            context.Response.Headers["grpc-accept-encoding"] = "identity,gzip";
            Fail(context, GrpcStatus.Unimplemented, "the dashboard unpacks gzip only");
            return;
        }

        using var unpacked = await BodyBuffer.UnpackAsync(message, OtlpLimits.GrpcBytes, context.RequestAborted);
        await AnswerAsync(context, Store(signal, unpacked.Written.Span));
    }

    private static IngestResult Store(ISignal signal, ReadOnlySpan<byte> message)
    {
        OtlpValidator.Check(message, signal.Schema);
        return signal.Store(message);
    }

    private static (bool IsPacked, ReadOnlyMemory<byte> Message) Unframe(ReadOnlyMemory<byte> body)
    {
        if (body.Length < PrefixLength)
        {
            throw new OtlpFormatException("the call holds no message");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(body.Span[1..]);
        return length == body.Length - PrefixLength && body.Span[0] <= 1
            ? (body.Span[0] == 1, body[PrefixLength..])
            : throw new OtlpFormatException($"the call should hold one message of {length} bytes, but has {body.Length - PrefixLength}");
    }

    private static async Task AnswerAsync(HttpContext context, IngestResult result)
    {
        var message = ExportResponse.Protobuf(result);
        var frame = new byte[PrefixLength + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, PrefixLength);
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(frame, context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>Ends the call without a message: the outcome is in the headers then.</summary>
    private static void Fail(HttpContext context, GrpcStatus status, string message)
    {
        context.Response.Headers["grpc-status"] = ((int)status).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message);
    }

    [LoggerMessage(200, LogLevel.Error, "A call of {Method} failed")]
    private static partial void LogFailed(ILogger logger, string method, Exception exception);
}
