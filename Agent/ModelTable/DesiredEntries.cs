using System.Collections.Immutable;
using Agent.Polling;
using Registry.Bridge;

namespace Agent.ModelTable;

/// <summary>What a node's report says should be registered. Pure.</summary>
internal static class DesiredEntries
{
    /// <summary>One entry for each AVAILABLE version and an index entry for each model that has any.</summary>
    /// <param name="node">The node.</param>
    /// <param name="report">What it said. A model that it did not say anything of use about keeps what the table has.</param>
    /// <param name="table">What is registered.</param>
    /// <param name="refused">Gets a sentence for each model that cannot be registered.</param>
    public static ImmutableArray<RegistryEntry> From(NodeAddress node, NodeReport report, LocalTable table, ICollection<(string Model, string Reason)> refused)
    {
        var desired = ImmutableArray.CreateBuilder<RegistryEntry>();
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        // Of two models that differ only in case the one that is registered stays, or else the first by name: the same each time.
        foreach (var (model, state) in report.Models.OrderByDescending(m => table.HasModel(m.Key)).ThenBy(m => m.Key, StringComparer.Ordinal))
        {
            if (!ModelIdentity.TryValidate(model, out var problem))
            {
                refused.Add((model, problem));
            }
            else if (!state.Known)
            {
                taken.TryAdd(ModelIdentity.DiscoveryNameOf(model), model);
                desired.AddRange(table.Entries.Where(e => e.Model == model));
            }
            else if (!state.Available.IsEmpty)
            {
                if (!taken.TryAdd(ModelIdentity.DiscoveryNameOf(model), model))
                {
                    refused.Add((model, $"The model '{model}' differs only in case from '{taken[ModelIdentity.DiscoveryNameOf(model)]}' on this node; consumers could not tell them apart. Rename one of them."));
                    continue;
                }

                desired.AddRange(state.Available.Select(version => RegistryEntry.ForVersion(node, model, version)));
                desired.Add(RegistryEntry.ForIndex(node, model, state.Available, state.Labels));
            }
        }

        return desired.ToImmutable();
    }
}
