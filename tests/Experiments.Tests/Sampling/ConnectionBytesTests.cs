using Rollcall.Experiments.Sampling;

namespace Rollcall.Experiments.Tests.Sampling;

public sealed class ConnectionBytesTests
{
    [Fact]
    public void Parse_takes_bytes_and_process_of_each_connection()
    {
        const string Output = """
            ESTAB 0 0 127.0.0.1:44310 127.0.0.1:8848 users:(("dotnet",pid=812,fd=201)) cubic wscale:7,7 rto:204 bytes_sent:5120 bytes_acked:5120 bytes_received:90210 segs_out:40
            ESTAB 0 0 127.0.0.1:8848 127.0.0.1:44310 users:(("dotnet",pid=799,fd=88)) cubic bytes_sent:90210 bytes_received:5120
            ESTAB 0 0 127.0.0.1:22 127.0.0.1:50000 cubic bytes_sent:1
            """;

        var counts = ConnectionBytes.Parse(Output);

        counts.Count.ShouldBe(2);
        counts["812 127.0.0.1:44310 127.0.0.1:8848"].ShouldBe(new ConnectionCount(812, 5120, 90210));
        counts["799 127.0.0.1:8848 127.0.0.1:44310"].ShouldBe(new ConnectionCount(799, 90210, 5120));
    }
}
