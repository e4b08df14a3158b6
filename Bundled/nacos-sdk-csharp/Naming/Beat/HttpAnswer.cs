using System.Buffers.Text;
using System.Text;

namespace Nacos.V2.Naming.Beat;

/// <summary>Status and body of an HTTP/1.x answer read from a blocking stream: with a length, in chunks, or until the end.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="BodyStart">Where the body begins in the buffer.</param>
/// <param name="BodyLength">Its bytes.</param>
/// <param name="KeepAlive">Whether the connection can be used again.</param>
internal readonly record struct HttpAnswer(int Status, int BodyStart, int BodyLength, bool KeepAlive)
{
    public static HttpAnswer Read(Stream stream, byte[] buffer)
    {
        var filled = 0;
        int headersEnd;
        while ((headersEnd = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            filled += Receive(stream, buffer, filled);
        }

        var headers = buffer.AsSpan(0, headersEnd);
        if (!headers.StartsWith("HTTP/1."u8) || headers.Length < 12 || !Utf8Parser.TryParse(headers[9..12], out int status, out _))
        {
            throw new IOException("The answer is not HTTP/1.x.");
        }

        var start = headersEnd + 4;
        var keepAlive = headers[7] == (byte)'1' && !HeaderIs(headers, "connection"u8, "close"u8);
        if (HeaderIs(headers, "transfer-encoding"u8, "chunked"u8))
        {
            return new HttpAnswer(status, start, ReadChunks(stream, buffer, start, filled), keepAlive);
        }

        if (Header(headers, "content-length"u8, out var text))
        {
            if (!Utf8Parser.TryParse(text, out int length, out _) || length < 0)
            {
                throw new IOException("The answer has a Content-Length that is not a number.");
            }

            while (filled < start + length)
            {
                filled += Receive(stream, buffer, filled);
            }

            return new HttpAnswer(status, start, length, keepAlive);
        }

        for (int read; (read = stream.Read(buffer, filled, buffer.Length - filled)) > 0;)
        {
            filled += read;
        }

        return new HttpAnswer(status, start, filled - start, KeepAlive: false);
    }

    /// <summary>Moves the data of the chunks together, so that the body is one piece.</summary>
    private static int ReadChunks(Stream stream, byte[] buffer, int start, int filled)
    {
        var read = start;
        var write = start;
        while (true)
        {
            int lineLength;
            while ((lineLength = buffer.AsSpan(read, filled - read).IndexOf("\r\n"u8)) < 0)
            {
                filled += Receive(stream, buffer, filled);
            }

            if (!Utf8Parser.TryParse(buffer.AsSpan(read, lineLength), out int size, out _, 'X') || size < 0)
            {
                throw new IOException("The answer has a chunk without a size.");
            }

            read += lineLength + 2;
            while (filled - read < (long)size + 2)
            {
                filled += Receive(stream, buffer, filled);
            }

            if (size == 0)
            {
                return write - start;
            }

            Buffer.BlockCopy(buffer, read, buffer, write, size);
            write += size;
            read += size + 2;
        }
    }

    private static int Receive(Stream stream, byte[] buffer, int filled)
    {
        if (filled == buffer.Length)
        {
            throw new IOException($"The answer is longer than {buffer.Length} bytes.");
        }

        var read = stream.Read(buffer, filled, buffer.Length - filled);
        return read > 0 ? read : throw new IOException("The connection was closed before the answer was complete.");
    }

    private static bool HeaderIs(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        => Header(headers, name, out var found) && Ascii.EqualsIgnoreCase(found, value);

    private static bool Header(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        foreach (var range in headers.Split("\r\n"u8))
        {
            var line = headers[range];
            var colon = line.IndexOf((byte)':');
            if (colon > 0 && Ascii.EqualsIgnoreCase(line[..colon], name))
            {
                value = line[(colon + 1)..].Trim((byte)' ');
                return true;
            }
        }

        value = default;
        return false;
    }
}
