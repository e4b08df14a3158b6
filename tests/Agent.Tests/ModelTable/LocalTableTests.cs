using System.Collections.Immutable;
using Agent.ModelTable;
using Agent.Polling;
using FsCheck;
using FsCheck.Fluent;
using Registry.Bridge;

namespace Agent.Tests.ModelTable;

public sealed class LocalTableTests
{
    private static readonly NodeAddress s_node = new() { Name = "n", Ip = "10.0.0.1", Port = 8501, Agent = "1" };

    [Fact]
    public void A_table_that_holds_what_is_desired_has_no_difference() => ForReports((table, report) =>
    {
        var desired = Desired(report, table);
        var after = Apply(table, table.Diff(desired));
        after.Diff(desired).IsEmpty.ShouldBeTrue();
        after.Entries.ShouldBe(desired, ignoreOrder: true);
    });

    [Fact]
    public void Nothing_is_registered_that_is_not_AVAILABLE_or_was_registered_before() => ForReports((table, report) =>
    {
        foreach (var entry in table.Diff(Desired(report, table)).Register.Where(e => !e.IsIndex))
        {
            report.Models[entry.Model].Available.Select(v => $"{v}").ShouldContain(entry.Service);
        }
    });

    [Fact]
    public void Nothing_is_both_registered_and_taken_out() => ForReports((table, report) =>
    {
        var change = table.Diff(Desired(report, table));
        change.Register.Select(Key).Intersect(change.Deregister.Select(Key)).ShouldBeEmpty();
        change.Register.Select(Key).ShouldBeUnique();
    });

    [Fact]
    public void A_model_that_the_node_does_not_speak_of_stays_as_it_is() => ForReports((table, report) =>
    {
        var change = table.Diff(Desired(report, table));
        foreach (var (model, _) in report.Models.Where(m => !m.Value.Known))
        {
            change.Register.Concat(change.Deregister).ShouldNotContain(e => e.Model == model);
        }
    });

    [Fact]
    public void An_index_names_exactly_the_versions_that_are_registered() => ForReports((table, report) =>
    {
        var desired = Desired(report, table);
        foreach (var index in desired.Where(e => e.IsIndex))
        {
            index.Metadata["versions"].Split(',').ShouldBe(desired.Where(e => !e.IsIndex && e.Model == index.Model).Select(e => e.Service), ignoreOrder: true);
        }

        desired.Where(e => !e.IsIndex).Select(e => e.Model).Distinct().ShouldBe(desired.Where(e => e.IsIndex).Select(e => e.Model), ignoreOrder: true);
    });

    [Fact]
    public void A_node_that_is_gone_leaves_nothing() => ForReports((table, _)
        => Apply(table, table.Diff(Desired(NodeReport.Gone("refused"), table))).Count.ShouldBe(0));

    [Fact]
    public void What_the_registry_did_not_do_is_asked_for_again()
    {
        var desired = Desired(Report(("m", [2, 1])), LocalTable.Empty);
        var change = LocalTable.Empty.Diff(desired);
        var half = LocalTable.Empty.With(new([.. change.Register.Take(1)], [], [], new IOException()));
        half.Diff(desired).Register.Length.ShouldBe(change.Register.Length - 1);
    }

    [Fact]
    public void Of_names_that_differ_in_case_the_registered_one_stays_and_the_other_is_refused()
    {
        var table = Apply(LocalTable.Empty, LocalTable.Empty.Diff(Desired(Report(("net", [1])), LocalTable.Empty)));
        var refused = new List<(string Model, string Reason)>();

        var desired = DesiredEntries.From(s_node, Report(("NET", [1]), ("net", [1])), table, refused);

        desired.Select(e => e.Model).Distinct().ShouldBe(["net"]);
        var (model, reason) = refused.ShouldHaveSingleItem();
        model.ShouldBe("NET");
        reason.ShouldContain("differs only in case from 'net'");
    }

    [Fact]
    public void A_name_that_the_registry_cannot_hold_is_refused()
    {
        var refused = new List<(string Model, string Reason)>();
        DesiredEntries.From(s_node, Report((new string('m', 200), [1])), LocalTable.Empty, refused).ShouldBeEmpty();
        refused.ShouldHaveSingleItem().Reason.ShouldContain("too long");
    }

    private static (string, string) Key(RegistryEntry entry) => (entry.Group, entry.Service);

    private static LocalTable Apply(LocalTable table, RegistryChange change) => table.With(new(change.Register, change.Deregister, [], null));

    private static ImmutableArray<RegistryEntry> Desired(NodeReport report, LocalTable table) => DesiredEntries.From(s_node, report, table, []);

    private static NodeReport Report(params (string Model, long[] Versions)[] models) => new(
        NodeState.Answering, models.ToDictionary(m => m.Model, m => new ModelReport(true, [.. m.Versions], ImmutableSortedDictionary<string, long>.Empty)), null);

    /// <summary>A table built by one random report, and another random report.</summary>
    private static void ForReports(Action<LocalTable, NodeReport> assert)
    {
        var versions = Gen.SubListOf(Enumerable.Range(1, 5).Select(v => (long)v)).Select(v => v.OrderDescending().ToImmutableArray());
        var labels = Gen.SubListOf("stable", "canary").Select(l => l.ToImmutableSortedDictionary(x => x, _ => 1L));
        var model = from known in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
                    from available in versions
                    from label in labels
                    select new ModelReport(known, available, label);
        var reports = from names in Gen.SubListOf("a", "b", "ResNet", "org/net")
                      from models in Gen.ArrayOf(model, names.Count)
                      select new NodeReport(NodeState.Answering, names.Zip(models).ToDictionary(m => m.First, m => m.Second), null);
        Prop.ForAll(Arb.From(reports), Arb.From(reports), (first, second) =>
        {
            assert(Apply(LocalTable.Empty, LocalTable.Empty.Diff(Desired(first, LocalTable.Empty))), second);
            return true;
        }).QuickCheckThrowOnFailure();
    }
}
