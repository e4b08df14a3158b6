using ConsumerApi.Tests.Fakes;
using Microsoft.Extensions.Options;

namespace ConsumerApi.Tests.Api;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Policy", "least-loaded", "Routing:Policy is \"least-loaded\"; the policies are round-robin.")]
    [InlineData("MaxAttempts", "9", "Routing:MaxAttempts is 9; give a number from 1 (no retry) to 8.")]
    [InlineData("MaxReplayBytes", "-1", "Routing:MaxReplayBytes is -1; give a size from 0 (never replay a body) to 1073741824 bytes.")]
    [InlineData("ConnectTimeout", "00:00:00", "Routing:ConnectTimeout is 00:00:00; give a time above 0 and up to one day, e.g. 00:00:05.")]
    [InlineData("RequestTimeout", "2.00:00:00", "Routing:RequestTimeout is 2.00:00:00; give a time above 0 and up to one day, e.g. 00:00:05.")]
    [InlineData("FailureCooldown", "-00:00:01", "Routing:FailureCooldown is -00:00:01; give a time from 0 (off) to one day, e.g. 00:00:02.")]
    public async Task Start_wrong_setting_says_what_to_give(string key, string value, string sentence)
    {
        var e = await Should.ThrowAsync<OptionsValidationException>(() => Consumer.StartAsync([$"--Routing:{key}", value]));

        e.Failures.ShouldBe([sentence]);
    }
}
