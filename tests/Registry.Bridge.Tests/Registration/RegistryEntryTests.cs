namespace Registry.Bridge.Tests.Registration;

public sealed class RegistryEntryTests
{
    private static readonly NodeAddress s_node = new() { Name = "n", Ip = "10.0.0.1", Port = 8501, Agent = "1" };

    [Fact]
    public void An_index_names_versions_and_labels_in_a_fixed_order()
    {
        var entry = RegistryEntry.ForIndex(s_node, "Net", [1, 10, 2], [new("stable", 2), new("canary", 10)]);
        entry.Metadata["versions"].ShouldBe("10,2,1");
        entry.Metadata["labels"].ShouldBe("canary:10,stable:2");
        (entry.Group, entry.Service).ShouldBe(("DEFAULT_GROUP", "net"));
        entry.Metadata.ShouldNotContainKey("grpc.port");
    }

    [Fact]
    public void An_index_names_at_most_32_versions_the_highest()
        => RegistryEntry.ForIndex(s_node, "m", Enumerable.Range(1, 40).Select(v => (long)v)).Metadata["versions"].Split(',').ShouldBe(
            Enumerable.Range(9, 32).Reverse().Select(v => $"{v}"));

    [Fact]
    public void Metadata_of_the_longest_index_fits_the_registrys_limit()
        => RegistryEntry.ForIndex(s_node, new string('m', 128), Enumerable.Range(0, 40).Select(v => 1_900_000_000L + v))
            .Metadata.Sum(m => m.Key.Length + m.Value.Length).ShouldBeLessThan(1024);

    [Fact]
    public void Entries_are_equal_when_the_registry_could_not_tell_them_apart()
    {
        RegistryEntry.ForIndex(s_node, "m", [1, 2]).ShouldBe(RegistryEntry.ForIndex(s_node, "m", [2, 1]));
        RegistryEntry.ForIndex(s_node, "m", [1]).ShouldNotBe(RegistryEntry.ForIndex(s_node, "m", [2]));
        RegistryEntry.ForIndex(s_node, "m", [1]).ShouldNotBe(RegistryEntry.ForIndex(s_node with { Port = 1 }, "m", [1]));
    }
}
