using Rollcall.Experiments.Reporting;
using Rollcall.Tests;

namespace Rollcall.Experiments.Tests.Reporting;

public sealed class PaperComparisonTests
{
    [Fact]
    public void Every_statement_stands_beside_what_was_measured()
    {
        var rows = new PaperComparison(Sets.Paper(), new Bootstrap()).Rows("resnet");

        rows.Select(row => row.Here).ShouldBe(
        [
            "4040 (4040 to 4040) ms",
            "40.4 (40.4 to 40.4) ms",
            "1 (1 to 1) %",
            "2.929 (2.929 to 2.929) × one node's",
            "0.3414 (0.3414 to 0.3414) × one node's",
        ]);
        rows[0].Paper.ShouldBe("about 1000 ms");
    }

    [Fact]
    public void Proportionality_is_looked_for_above_one_client()
    {
        var results = Sets.Paper();
        results = results with { Options = results.Options with { Concurrency = [1, 2, 20] } };
        results.Measurements.AddRange(results.Measurements.Where(one => one.Trial.Level.Equals(20))
            .Select(one => one with { Trial = one.Trial with { Level = 2 }, Mean = one.Mean / 10 }).ToArray());

        new PaperComparison(results, new Bootstrap()).Rows("resnet")[^1].Here.ShouldBe("10 (10 to 10) × from 2 to 20 requests (proportional: 10 ×)");
    }

    [Fact]
    public void Model_that_was_not_measured_has_no_rows()
        => new PaperComparison(Sets.Paper(), new Bootstrap()).Rows("digits").ShouldBeEmpty();
}
