using Embedded.TensorFlowServing.Flags;

namespace Embedded.TensorFlowServing.Tests.Config;

public sealed class FlagParserTests
{
    [Fact]
    public void Parse_known_flags_are_honoured()
    {
        var flags = FlagParser.Parse(
            ["--rest_api_port=8501", "--model_name=m", "--enable_batching", "--rest_api_enable_cors_support=false", "--cpu_quota=0.5", "--grpc_max_threads=4"],
            out var complaints);

        complaints.ShouldBeEmpty();
        flags.RestApiPort.ShouldBe(8501);
        flags.ModelName.ShouldBe("m");
        flags.EnableBatching.ShouldBeTrue();
        flags.RestApiEnableCorsSupport.ShouldBeFalse();
        flags.CpuQuota.ShouldBe(0.5);
    }

    [Theory]
    [InlineData("--nonsense=1", "unknown argument: --nonsense=1")]
    [InlineData("positional", "unknown argument: positional")]
    [InlineData("--rest_api_port", "unknown argument: --rest_api_port")]
    [InlineData("--rest_api_port=abc", "Couldn't interpret value abc for flag rest_api_port.")]
    public void Parse_what_is_not_understood_is_reported_and_passed_over(string arg, string complaint)
    {
        var flags = FlagParser.Parse([arg, "--model_name=m"], out var complaints);
        complaints.ShouldBe([complaint]);
        flags.ModelName.ShouldBe("m");
    }
}
