using System.Buffers;
using System.IO.Compression;

namespace Embedded.TensorFlowServing.Rest;

/// <summary>A request body in one pooled buffer, followed by a zero byte so that parsers need no bounds of their own.</summary>
internal struct RequestBody : IDisposable
{
    // The original's limit for inflated bodies; beyond it the body counts as empty.
    private const int MaxInflated = 100 * 1024 * 1024;
    private const int FirstGuess = 16 * 1024;

    // A header alone must not make us reserve gigabytes; larger bodies grow as they arrive.
    private const int MostReserved = 16 * 1024 * 1024;

    public byte[] Buffer { get; private set; }

    public int Length { get; private set; }

    /// <summary>Reads, and where so declared inflates, the body of a request.</summary>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var expected = request.ContentLength is > 0 and var length ? (int)Math.Min(length, MostReserved) : FirstGuess;
        if (!IsGzip(request))
        {
            return await ReadAsync(request.Body, expected, int.MaxValue - 64, cancellationToken);
        }

        await using var inflated = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            return await ReadAsync(inflated, expected * 2, MaxInflated, cancellationToken);
        }
        catch (InvalidDataException)
        {
            // The original hands an empty body on, and so answers that the document is empty.
            return Empty();
        }
    }

    public void Dispose()
    {
        if (Buffer is { Length: > 0 })
        {
            ArrayPool<byte>.Shared.Return(Buffer);
            Buffer = [];
        }
    }

    private static RequestBody Empty()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1);
        buffer[0] = 0;
        return new RequestBody { Buffer = buffer };
    }

    private static bool IsGzip(HttpRequest request)
    {
        foreach (var encoding in request.Headers.ContentEncoding)
        {
            if (encoding is not null && encoding.Contains("gzip", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static async ValueTask<RequestBody> ReadAsync(Stream source, int expected, int limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(expected + 1);
        var length = 0;
        try
        {
            while (await source.ReadAsync(buffer.AsMemory(length, buffer.Length - 1 - length), cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length > limit)
                {
                    length = 0;
                    break;
                }

                if (length == buffer.Length - 1)
                {
                    var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, buffer.Length * 2L));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        buffer[length] = 0;
        return new RequestBody { Buffer = buffer, Length = length };
    }
}
