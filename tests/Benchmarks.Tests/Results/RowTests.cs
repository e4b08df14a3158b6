using Benchmarks.Results;

namespace Benchmarks.Tests.Results;

public sealed class RowTests
{
    [Theory]
    [InlineData(null, null, 5.0, "Reported", true)]
    [InlineData(10.0, null, 10.0, "Ok", true)]
    [InlineData(10.0, null, 10.1, "Short", false)]
    [InlineData(10.0, 4.0, 4.0, "Ok", true)]
    [InlineData(10.0, 4.0, 5.0, "AimShort", true)]
    [InlineData(10.0, 4.0, 11.0, "Short", false)]
    [InlineData(null, 4.0, 4.0, "Ok", true)]
    [InlineData(null, 4.0, 5.0, "Short", true)]
    [InlineData(null, null, null, "NotMeasured", true)]
    [InlineData(null, 4.0, null, "NotMeasured", true)]
    [InlineData(10.0, null, null, "NotMeasured", false)]
    public void Only_what_must_hold_decides_over_the_command(double? must, double? aim, double? value, string verdict, bool holds)
    {
        var figure = new Figure("f") { Must = must is { } m ? Fakes.AtMost(m) : null, Aim = aim is { } a ? Fakes.AtMost(a) : null };
        var row = value is { } v ? Fakes.Row(figure, v) : new Row(figure, null, "no reason");

        row.Verdict.ToString().ShouldBe(verdict);
        row.Holds.ShouldBe(holds);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.00005432, "0.000054")]
    [InlineData(0.0567, "0.0567")]
    [InlineData(0.86666, "0.867")]
    [InlineData(8.2712, "8.27")]
    [InlineData(58.91, "58.9")]
    [InlineData(143246.4, "143,246")]
    [InlineData(-0.5, "-0.500")]
    public void Numbers_have_three_digits_that_say_something(double value, string text) => RowText.Number(value).ShouldBe(text);

    [Fact]
    public void Goals_are_said_with_their_direction()
    {
        RowText.Goal(new Figure("f") { Must = Fakes.AtLeast(0.35) }).ShouldBe("≥ 0.35");
        RowText.Goal(new Figure("f") { Must = Fakes.AtMost(20), Aim = Fakes.AtMost(12) }).ShouldBe("≤ 20, aim ≤ 12");
        RowText.Goal(new Figure("f") { Aim = Fakes.AtLeast(0.8) }).ShouldBe("aim ≥ 0.8");
        RowText.Goal(new Figure("f")).ShouldBe("–");
    }
}
