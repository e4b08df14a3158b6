using Benchmarks.Running;

namespace Benchmarks.Tests;

public sealed class WrkResultTests
{
    private const string Report = """
        Running 5s test @ http://127.0.0.1:8080/
          1 threads and 20 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency   373.70us  286.75us   8.92ms   93.91%
            Req/Sec    45.55k     5.30k   51.02k    82.00%
          Latency Distribution
             50%  334.00us
             75%  402.00us
             90%  545.00us
             99%    1.27ms
          226548 requests in 5.00s, 46.45MB read
        Requests/sec:  45305.76
        Transfer/sec:      9.29MB
        """;

    [Fact]
    public void Report_is_read_with_its_units()
        => WrkResult.Parse(Report).ShouldBe(new WrkResult(45305.76, 226548, TimeSpan.FromMicroseconds(334), TimeSpan.FromMilliseconds(1.27), 0));

    [Fact]
    public void Answers_and_connections_that_failed_are_counted()
        => WrkResult.Parse($"{Report}\n  Socket errors: connect 1, read 20, write 300, timeout 4000\n  Non-2xx or 3xx responses: 50000").Failures.ShouldBe(54321);

    [Fact]
    public void Other_text_is_refused_and_shown()
        => Should.Throw<FormatException>(() => WrkResult.Parse("unable to connect")).Message.ShouldContain("unable to connect");
}
