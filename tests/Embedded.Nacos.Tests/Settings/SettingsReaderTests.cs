using System.Collections;
using Embedded.Nacos.Settings;

namespace Embedded.Nacos.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("nacos-home-").FullName;

    [Fact]
    public void Read_without_anything_gives_the_originals_defaults()
    {
        var settings = Read([], out var warnings);
        (settings.Port, settings.ContextPath, settings.Address).ShouldBe((8848, "/nacos", null));
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Read_takes_the_command_line_over_the_environment_over_the_file()
    {
        Write("server.port=1\nserver.address = 127.0.0.1\n# a comment\nserver.servlet.contextPath=/file\n");
        var settings = Read(
            ["--server.port=3", $"--nacos.home={_home}"], out _, ("NACOS_APPLICATION_PORT", "2"), ("SERVER_SERVLET_CONTEXTPATH", "/environment"));
        (settings.Port, settings.ContextPath, settings.Address).ShouldBe((3, "/environment", "127.0.0.1"));
    }

    [Fact]
    public void Read_finds_the_home_in_the_environment()
    {
        Write("nacos.naming.expireInstance=false\n");
        Read([], out _, ("NACOS_HOME", _home)).ExpireInstances.ShouldBeFalse();
    }

    [Theory]
    [InlineData("--nacos.core.auth.caching.enabled=true", "nacos.core.auth.caching.enabled has no effect in this server")]
    [InlineData("--sever.port=8848", "sever.port is not a property of Nacos; it is ignored")]
    [InlineData("--nacos.standalone=false", "This server has no cluster mode; it runs standalone")]
    public void Read_warns_of_what_it_does_not_use(string argument, string warning)
    {
        Read([argument], out var warnings);
        warnings.ShouldHaveSingleItem().ShouldBe(warning);
    }

    [Fact]
    public void Read_warns_of_cluster_mode_only_when_somebody_asked_for_it()
    {
        Read([], out var warnings, ("MODE", "cluster"));
        warnings.ShouldHaveSingleItem().ShouldContain("standalone");
        Read([], out warnings, ("MODE", "standalone"));
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Read_leaves_the_hosts_own_keys_alone()
    {
        Read(["--Logging:LogLevel:Default=Debug"], out var warnings);
        warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--server.port=http", "server.port is 'http'; give a number between 0 and 65535")]
    [InlineData("--server.port=65536", "server.port is '65536'; give a number between 0 and 65535")]
    [InlineData("--server.address=elsewhere", "server.address is 'elsewhere'; give an IP address of this machine, or localhost")]
    [InlineData("--nacos.naming.expireInstance=perhaps", "nacos.naming.expireInstance is 'perhaps'; give true or false")]
    [InlineData("--server.servlet.contextPath=nacos", "server.servlet.contextPath is 'nacos'; it must begin with a slash")]
    [InlineData("8848", "'8848' is not an option; write options as --server.port=8848")]
    public void Read_of_an_unusable_value_says_which_and_what_instead(string argument, string message) =>
        Should.Throw<SettingsException>(() => Read([argument], out _)).Message.ShouldBe(message);

    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a : b=c", "a", "b=c")]
    [InlineData("  a", "a", "")]
    [InlineData("a=b\\\n   c", "a", "bc")]
    [InlineData("# x=y\n! z\n\na=b", "a", "b")]
    public void Parse_reads_the_properties_format(string text, string name, string value) =>
        PropertyFile.Parse(new StringReader(text)).ToList().ShouldHaveSingleItem().ShouldBe(new(name, value));

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private static NacosSettings Read(string[] arguments, out IReadOnlyList<string> warnings, params (string Name, string Value)[] environment) =>
        SettingsReader.Read(arguments, new Hashtable(environment.ToDictionary(entry => entry.Name, entry => entry.Value)), out warnings);

    private void Write(string text)
    {
        Directory.CreateDirectory(Path.Combine(_home, "conf"));
        File.WriteAllText(Path.Combine(_home, "conf", "application.properties"), text);
    }
}
