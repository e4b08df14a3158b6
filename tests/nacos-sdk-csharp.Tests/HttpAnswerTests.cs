using System.Text;
using Nacos.V2.Naming.Beat;

namespace Nacos.V2.Tests;

public sealed class HttpAnswerTests
{
    public static TheoryData<string, int, string, bool> Answers => new()
    {
        { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true },
        { "HTTP/1.1 200 \r\nconnection: Close\r\ncontent-length:2\r\n\r\nok", 200, "ok", false },
        { "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", false },
        { "HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n", 503, "abcde", true },
        { "HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\nuntil the end", 404, "until the end", false },
        { "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", 204, "", true },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Read_gives_status_and_body_however_the_bytes_arrive(string text, int status, string body, bool keepAlive)
    {
        foreach (var piece in new[] { 1, 3, 1000 })
        {
            var buffer = new byte[4096];

            var answer = HttpAnswer.Read(new Pieces(Encoding.ASCII.GetBytes(text), piece), buffer);

            answer.Status.ShouldBe(status);
            Encoding.ASCII.GetString(buffer, answer.BodyStart, answer.BodyLength).ShouldBe(body);
            answer.KeepAlive.ShouldBe(keepAlive);
        }
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", "not HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok", "closed before")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "not a number")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "without a size")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", "closed before")]
    [InlineData("", "closed before")]
    public void Read_refuses_what_is_not_a_complete_answer(string text, string says)
        => Should.Throw<IOException>(() => HttpAnswer.Read(new Pieces(Encoding.ASCII.GetBytes(text), 7), new byte[4096])).Message.ShouldContain(says);

    [Fact]
    public void Read_refuses_an_answer_longer_than_its_buffer()
        => Should.Throw<IOException>(() => HttpAnswer.Read(new MemoryStream(new byte[100]), new byte[64])).Message.ShouldContain("longer than 64");

    /// <summary>A stream that gives a few bytes at a time, as a network does.</summary>
    private sealed class Pieces(byte[] content, int size) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));
    }
}
