using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Agent.Polling.Http;

/// <summary>Reads HTTP/1.x answers into one buffer that is kept: with a length, in chunks, or until the connection ends.</summary>
internal sealed class AnswerReader(NodeConnection connection)
{
    /// <summary>Monitoring text of a thousand models is some MB; more is not monitoring text, and would be held in memory.</summary>
    private const int MaxBody = 16 * 1024 * 1024;

    /// <summary>Servers limit headers to a fraction of this; more is not HTTP.</summary>
    private const int MaxHeaders = 64 * 1024;

    private byte[] _buffer = new byte[16 * 1024];
    private int _filled;
    private Deadline _deadline;

    /// <summary>Reads the answer to the request that was sent last.</summary>
    /// <param name="deadline">When the last byte has to be there.</param>
    /// <returns>Status, body (valid until the next call) and whether the connection can be used again.</returns>
    /// <exception cref="InvalidDataException">The answer is not HTTP/1.x, or too long.</exception>
    public (int Status, ReadOnlyMemory<byte> Body, bool KeepAlive) Read(Deadline deadline)
    {
        _deadline = deadline;
        _filled = 0;
        while (true)
        {
            var start = ReadHeaders();
            var headers = _buffer.AsSpan(0, start);
            if (!headers.StartsWith("HTTP/1."u8) || headers.Length < 12 || !Utf8Parser.TryParse(headers[9..12], out int status, out _))
            {
                throw new InvalidDataException("the answer is not HTTP/1.x");
            }

            if (status is >= 100 and < 200)
            {
                // "Continue" and its like come before the answer.
                _buffer.AsSpan(start, _filled - start).CopyTo(_buffer);
                _filled -= start;
                continue;
            }

            var keepAlive = headers[7] == (byte)'1' && !(TryFind(headers, "connection"u8, out var connectionHeader) && Ascii.EqualsIgnoreCase(connectionHeader, "close"u8));
            var (length, ended) = ReadBody(start, status);
            return (status, _buffer.AsMemory(start, length), keepAlive && !ended);
        }
    }

    private int ReadHeaders()
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (_filled > MaxHeaders)
            {
                throw new InvalidDataException($"the answer has headers longer than {MaxHeaders} bytes");
            }

            Receive();
        }

        return end + 4;
    }

    private (int Length, bool Ended) ReadBody(int start, int status)
    {
        var headers = _buffer.AsSpan(0, start);
        if (status is 204 or 304)
        {
            return (0, false);
        }

        if (TryFind(headers, "transfer-encoding"u8, out var coding) && Ascii.EqualsIgnoreCase(coding, "chunked"u8))
        {
            return (ReadChunks(start), false);
        }

        if (TryFind(headers, "content-length"u8, out var text))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                throw new InvalidDataException("the answer has a Content-Length that is not a number");
            }

            Limit(length);
            ReceiveUntil(start + length);
            return (length, false);
        }

        while (ReceiveMore())
        {
            Limit(_filled - start);
        }

        return (_filled - start, true);
    }

    /// <summary>Moves the data of the chunks together, so that the body is one piece.</summary>
    private int ReadChunks(int start)
    {
        var read = start;
        var write = start;
        while (true)
        {
            var line = ReadLine(read);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(read, line), out int size, out _, 'X') || size < 0)
            {
                throw new InvalidDataException("the answer has a chunk without a size");
            }

            read += line + 2;
            if (size == 0)
            {
                // Trailers, if any, end like headers do.
                for (; (line = ReadLine(read)) > 0; read += line + 2)
                {
                    Limit(read - start);
                }

                return write - start;
            }

            Limit(read - start + (long)size);
            ReceiveUntil(read + size + 2);
            _buffer.AsSpan(read, size).CopyTo(_buffer.AsSpan(write));
            write += size;
            read += size + 2;
        }
    }

    private int ReadLine(int from)
    {
        int length;
        while ((length = _buffer.AsSpan(from, _filled - from).IndexOf("\r\n"u8)) < 0)
        {
            if (_filled - from > MaxHeaders)
            {
                throw new InvalidDataException("the answer has a chunk without a size");
            }

            Receive();
        }

        return length;
    }

    private void ReceiveUntil(int filled)
    {
        while (_filled < filled)
        {
            Receive();
        }
    }

    private void Receive() => _filled += connection.Receive(Free(), _deadline);

    private bool ReceiveMore()
    {
        var read = connection.ReceiveToEnd(Free(), _deadline);
        _filled += read;
        return read > 0;
    }

    private Span<byte> Free()
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _filled * 2);
        }

        return _buffer.AsSpan(_filled);
    }

    private static void Limit(long length)
    {
        if (length > MaxBody)
        {
            throw new InvalidDataException($"the answer is longer than {MaxBody} bytes");
        }
    }

    private static bool TryFind(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        for (var rest = headers; rest.IndexOf("\r\n"u8) is > 0 and var end; rest = rest[(end + 2)..])
        {
            var line = rest[..end];
            if (line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                value = line[(name.Length + 1)..].Trim(" \t"u8);
                return true;
            }
        }

        value = default;
        return false;
    }
}
