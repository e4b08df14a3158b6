using Embedded.TensorFlowServing.Config;
using Embedded.TensorFlowServing.Lifecycle;

namespace Embedded.TensorFlowServing.Tests.Lifecycle;

public sealed class VersionDiscoveryTests : IDisposable
{
    private readonly string _base = Directory.CreateTempSubdirectory("versions-").FullName;

    public void Dispose() => Directory.Delete(_base, true);

    [Fact]
    public void Find_missing_base_path_gives_null() =>
        VersionDiscovery.Find(Path.Combine(_base, "none"), new VersionPolicy.All()).ShouldBeNull();

    [Fact]
    public void Find_latest_takes_the_highest_numbers_only()
    {
        Make("17", "42", "non_numerical_child");
        Find(new VersionPolicy.Latest(1)).ShouldBe([42]);
        Find(new VersionPolicy.Latest(5)).ShouldBe([42, 17]);
        Find(new VersionPolicy.All()).ShouldBe([42, 17]);
    }

    [Fact]
    public void Find_specific_leaves_out_what_is_missing()
    {
        Make("00017", "30", "31");
        Find(new VersionPolicy.Specific(new HashSet<long> { 17, 30, 99 })).ShouldBe([30, 17]);
        VersionDiscovery.Find(_base, new VersionPolicy.All())![^1].Path.ShouldBe(_base + "/00017");
    }

    [Fact]
    public void Find_several_names_of_one_version_give_one()
    {
        Make("001", "0001", "00001");
        VersionDiscovery.Find(_base, new VersionPolicy.All()).ShouldBe([new VersionOnDisk(1, _base + "/001")]);
    }

    [Fact]
    public void Find_file_counts_as_a_version()
    {
        File.WriteAllText(Path.Combine(_base, "5"), "");
        Find(new VersionPolicy.All()).ShouldBe([5]);
    }

    [Theory]
    [InlineData("20170111173521", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("-1", false)]
    [InlineData("1.0", false)]
    [InlineData(" 1", false)]
    public void TryParse_takes_numbers_that_fit(string name, bool ok) => VersionDiscovery.TryParse(name, out _).ShouldBe(ok);

    private void Make(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.Combine(_base, name));
        }
    }

    private IEnumerable<long> Find(VersionPolicy policy) => VersionDiscovery.Find(_base, policy)!.Select(v => v.Version);
}
