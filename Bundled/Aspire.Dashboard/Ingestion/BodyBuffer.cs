using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;

namespace Aspire.Dashboard.Ingestion;

/// <summary>A request's body in a pooled array.</summary>
internal sealed class BodyBuffer : IDisposable
{
    private const int FirstSize = 64 * 1024;

    /// <summary>Larger arrays are left to the collector: the pool would keep one of 32 MB for a request that came once.</summary>
    private const int LargestPooled = 1024 * 1024;

    private byte[] _array = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, _length);

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="RequestTooLargeException">It has more bytes than <paramref name="most"/>.</exception>
    public static Task<BodyBuffer> ReadAsync(HttpRequest request, int most)
    {
        // The server's own limit would break the connection while the sender still writes, and the sender would never read why.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        return request.ContentLength > most ? throw new RequestTooLargeException(most) : ReadAsync(request.Body, most, request.HttpContext.RequestAborted);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="RequestTooLargeException">It has more bytes than <paramref name="most"/>.</exception>
    public static async Task<BodyBuffer> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var body = new BodyBuffer();
        try
        {
            while (true)
            {
                if (body._length == body._array.Length)
                {
                    body.Grow();
                }

                var read = await stream.ReadAsync(body._array.AsMemory(body._length), cancellationToken);
                if (read == 0)
                {
                    return body;
                }

                body._length += read;
                if (body._length > most)
                {
                    throw new RequestTooLargeException(most);
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Unpacks gzip; the limit holds for what comes out, or a small request could fill the memory.</summary>
    public static async Task<BodyBuffer> UnpackAsync(ReadOnlyMemory<byte> packed, int most, CancellationToken cancellationToken)
    {
        using var source = new MemoryStream(packed.ToArray(), writable: false);
        await using var gzip = new GZipStream(source, CompressionMode.Decompress);
        return await ReadAsync(gzip, most, cancellationToken);
    }

    public void Dispose() => Return(Interlocked.Exchange(ref _array, []));

    private static void Return(byte[] array)
    {
        if (array.Length is > 0 and <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private void Grow()
    {
        var size = _array.Length * 2;
        var larger = size <= LargestPooled ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];
        _array.AsSpan(0, _length).CopyTo(larger);
        Return(_array);
        _array = larger;
    }
}
