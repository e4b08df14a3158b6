using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Benchmarks.Telemetry;

/// <summary>
/// Requests to a collector, as bytes of OTLP/gRPC. Written here by hand, because what is measured is the receiver: an SDK would take more
/// processor time than it.
/// </summary>
internal static class OtlpBatch
{
    public const int Traces = 64;
    public const int SpansPerTrace = 8;
    public const int Spans = Traces * SpansPerTrace;

    private static readonly byte[] s_resource = Message(w => Attribute(w, 1, "service.name", "load"));

    /// <summary>Spans as the consumer's: eight to a trace, eight attributes each. No two batches share a trace.</summary>
    public static byte[] OfSpans(int number, ulong now) => Request(w =>
    {
        for (var trace = 0; trace < Traces; trace++)
        {
            for (var span = 1; span <= SpansPerTrace; span++)
            {
                var (traceNumber, spanNumber) = (trace, span);
                Field(w, 2, Message(s =>
                {
                    Field(s, 1, Id(16, ((ulong)number << 20) | ((ulong)traceNumber + 1)));
                    Field(s, 2, Id(8, (ulong)spanNumber));
                    if (spanNumber > 1)
                    {
                        Field(s, 4, Id(8, (ulong)spanNumber - 1));
                    }

                    Field(s, 5, "POST /v1/models/{model}:{verb}"u8);
                    Varint(s, 6, 2);
                    Fixed(s, 7, now);
                    Fixed(s, 8, now + 1_000_000);
                    Attribute(s, 9, "http.request.method", "POST");
                    Attribute(s, 9, "http.route", "/v1/models/{model}:{verb}");
                    Attribute(s, 9, "http.response.status_code", "200");
                    Attribute(s, 9, "url.path", "/v1/models/digits:predict");
                    Attribute(s, 9, "server.address", "localhost");
                    Attribute(s, 9, "model.name", "digits");
                    Attribute(s, 9, "model.version", "2");
                    Attribute(s, 9, "node.name", "node-1");
                }));
            }
        }
    });

    /// <summary>Log records of about a kilobyte.</summary>
    public static byte[] OfLogs(int count, ulong now) => Request(w =>
    {
        var text = Encoding.ASCII.GetBytes(new string('x', 900));
        for (var i = 0; i < count; i++)
        {
            Field(w, 2, Message(r =>
            {
                Fixed(r, 1, now);
                Varint(r, 2, 9);
                Field(r, 5, Message(v => Field(v, 1, text)));
                Attribute(r, 6, "node.name", "node-1");
            }));
        }
    });

    /// <summary>One point of each of many series of a gauge.</summary>
    public static byte[] OfPoints(int instrument, int series, double value, ulong time) => Request(w => Field(w, 2, Message(m =>
    {
        Field(m, 1, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"gauge.{instrument}")));
        Field(m, 5, Message(g =>
        {
            for (var i = 0; i < series; i++)
            {
                var number = i;
                Field(g, 1, Message(p =>
                {
                    Attribute(p, 7, "series", number.ToString(CultureInfo.InvariantCulture));
                    Fixed(p, 3, time);
                    Fixed(p, 4, BitConverter.DoubleToUInt64Bits(value));
                }));
            }
        }));
    })));

    private static byte[] Request(Action<ArrayBufferWriter<byte>> items)
    {
        var message = Message(request => Field(request, 1, Message(resource =>
        {
            Field(resource, 1, s_resource);
            Field(resource, 2, Message(scope =>
            {
                Field(scope, 1, Message(w => Field(w, 1, "load"u8)));
                items(scope);
            }));
        })));

        // gRPC: one byte for "not packed", four for the length.
        var framed = new byte[5 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    private static byte[] Message(Action<ArrayBufferWriter<byte>> fields)
    {
        var writer = new ArrayBufferWriter<byte>();
        fields(writer);
        return writer.WrittenSpan.ToArray();
    }

    private static void Attribute(ArrayBufferWriter<byte> w, int field, string key, string value) => Field(w, field, Message(pair =>
    {
        Field(pair, 1, Encoding.ASCII.GetBytes(key));
        Field(pair, 2, Message(any => Field(any, 1, Encoding.ASCII.GetBytes(value))));
    }));

    private static void Field(ArrayBufferWriter<byte> w, int field, ReadOnlySpan<byte> bytes)
    {
        Number(w, ((ulong)field << 3) | 2);
        Number(w, (ulong)bytes.Length);
        w.Write(bytes);
    }

    private static void Varint(ArrayBufferWriter<byte> w, int field, ulong value)
    {
        Number(w, (ulong)field << 3);
        Number(w, value);
    }

    private static void Fixed(ArrayBufferWriter<byte> w, int field, ulong value)
    {
        Number(w, ((ulong)field << 3) | 1);
        BinaryPrimitives.WriteUInt64LittleEndian(w.GetSpan(8), value);
        w.Advance(8);
    }

    private static void Number(ArrayBufferWriter<byte> w, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            w.Write([(byte)(value | 0x80)]);
        }

        w.Write([(byte)value]);
    }

    private static byte[] Id(int length, ulong number)
    {
        var id = new byte[length];
        BinaryPrimitives.WriteUInt64BigEndian(id.AsSpan(length - sizeof(ulong)), number);
        return id;
    }
}
